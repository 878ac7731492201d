import { isBlank } from '../../prompts/text-checks'
import { hasWords } from '../lines/words'

/** Placeholders of people and programs, and errors of spreadsheets. */
const placeholder =
  /^[[(<]?(?:n\s?\/\s?a|n\.\s?a\.?|n\/d|н\/д|k\. ?a\.|tb[acd]|todo|null|nil|undefined|nan)[\])>]?$/iu
const sheetError = /^#(?:[\p{Lu}/0]{2,12}[!?]|N\/A|NV)$/iu

/** Returns whether a cell holds no text: nothing, only dashes or dots, or a placeholder such as `n/a`. */
export function isEmptyCell(cell: string): boolean {
  const text = cell.trim()
  return isBlank(text) || !/[\p{L}\p{N}\p{S}]/u.test(text) || placeholder.test(text) || sheetError.test(text)
}

/** Returns why a cell of the column with the prompts is none; null where it may be one. */
export function promptCellDoubt(cell: string): 'empty_cell' | 'wordless' | null {
  if (isEmptyCell(cell) || /^(?:none|empty|blank)$/iu.test(cell.trim())) return 'empty_cell'
  return hasWords(cell) ? null : 'wordless'
}
