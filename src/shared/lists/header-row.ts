import { plainName, variableNames } from '../prompts/prompt-parts'
import { isBlank } from '../prompts/text-checks'
import { promptColumn } from './prompt-column'

/** A title and notes may be above the header; further down, a row that looks like one is a row. */
const mostAbove = 5

/**
 * Finds the row that names the columns: the first of the first few that names a column of prompts, or one that the
 * prompt uses; else the first.
 */
export function headerIndex(rows: readonly (readonly string[])[], prompt: string): number {
  const used = variableNames(prompt)
  const isHeader = (fields: readonly string[], index: number): boolean => {
    const isNaming = promptColumn(fields) >= 0 || fields.some((name) => used.has(plainName(name)))
    return isNaming && (index === 0 || areNames(fields, rows[index + 1]))
  }
  return Math.max(0, rows.slice(0, mostAbove + 1).findIndex(isHeader))
}

/** Returns whether fields below a title are names of columns, with rows of the same width below. */
function areNames(fields: readonly string[], below: readonly string[] | undefined): boolean {
  const named = fields.filter((name) => !isBlank(name))
  return named.every((name) => name.trim().length <= 30) && below?.length === fields.length
}
