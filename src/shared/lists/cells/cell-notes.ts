import type { PromptNote } from '../../prompts/prompt-notes'
import { variationTokens } from '../../prompts/variation-tokens'
import type { PromptTable } from '../prompt-table'
import type { ColumnUse } from '../row-settings'

/** Returns a note where cells that are sent have variations: a cell is text, so that each would be paid for as it stands. */
export function cellNotes(table: PromptTable, uses: readonly ColumnUse[]): readonly PromptNote[] {
  if (table.kind === 'lines') return []
  const isSent = (use: ColumnUse | undefined): boolean =>
    use?.kind === 'text' || (use?.kind === 'setting' && use.field === 'negativePrompt')
  const [first, ...others] = table.rows.filter(({ cells }) =>
    cells.some((cell, index) => isSent(uses[index]) && hasVariations(cell))
  )
  if (!first) return []
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  return [{ text: `Line ${first.line}${more}: variations in a cell aren’t expanded.`, isWarning: true }]
}

const hasVariations = (cell: string): boolean =>
  cell.includes('|') && variationTokens(cell).some(({ kind }) => kind === 'separator')
