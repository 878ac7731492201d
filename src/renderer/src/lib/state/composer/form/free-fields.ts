import { isReserved, type FurtherValue } from '@shared/catalogue/further-fields'

/** One row of a form in which fields are written by hand. */
export interface FreeField {
  readonly name: string
  readonly text: string
}

type Fields = Readonly<Record<string, FurtherValue>>

/** Reads `true`, `false` and numbers in their usual spelling; everything else is text. */
function inferValue(text: string): FurtherValue {
  const trimmed = text.trim()
  if (trimmed === 'true' || trimmed === 'false') return trimmed === 'true'
  // Not `007` or 20 digits: the value must be spelled as it was typed.
  return trimmed !== '' && String(Number(trimmed)) === trimmed && Number.isFinite(Number(trimmed))
    ? Number(trimmed)
    : text
}

export const kindOf = (text: string): string => {
  const value = inferValue(text)
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'yes or no'
}

/** Returns why a row cannot be sent; null where it can, or is empty. */
export function rowProblem(row: FreeField, rows: readonly FreeField[]): string | null {
  const name = row.name.trim()
  if (name === '') return row.text.trim() === '' ? null : 'Add a name.'
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(name))
    return 'Names are small letters, digits and _, as the API writes them.'
  if (isReserved(name)) return 'Dailies sets this one.'
  return rows.some((other) => other !== row && other.name.trim() === name)
    ? 'This name is there twice.'
    : null
}

export const fieldsOf = (rows: readonly FreeField[]): Fields =>
  Object.fromEntries(
    rows
      .filter((row) => row.name.trim() !== '' && rowProblem(row, rows) === null)
      .map(({ name, text }) => [name.trim(), inferValue(text)])
  )

export const rowsOf = (fields: Fields = {}): FreeField[] =>
  Object.entries(fields).map(([name, value]) => ({ name, text: String(value) }))
