import type { RowCell } from './batch-place'
import { promptColumn } from '../lists/prompt-column'
import type { PromptTable } from '../lists/prompt-table'
import { variablePlaces } from '../lists/row-prompts'

/** Returns the cells of each row that tell it from the others; a cell that is the whole prompt is left out. */
export function tellingCells(table: PromptTable, prompt: string): readonly (readonly RowCell[])[] {
  if (table.kind === 'lines') return table.rows.map(() => [])
  const { columns, rows } = table
  const whole = variablePlaces(prompt, table).size > 0 ? -1 : promptColumn(columns)
  const telling = columns
    .map((column, index) => ({ column, index }))
    .filter(({ index }) => index !== whole && new Set(rows.map(({ cells }) => cells[index])).size > 1)
  return rows.map(({ cells }) =>
    telling
      .map(({ column, index }) => ({ column, text: (cells[index] ?? '').trim() }))
      .filter(({ text }) => text !== '')
  )
}
