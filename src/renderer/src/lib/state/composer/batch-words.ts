import type { BatchDraft } from '@shared/batch/batch-plan'
import { plural } from '$lib/utils/format'

/** Returns the factors of a count: `2 prompts × 3 models × 2 takes`; null for a single request. */
export function madeOf(
  { requests, takes, table }: Pick<BatchDraft, 'requests' | 'takes' | 'table'>,
  count: number,
  hasRowAmounts = false
): string | null {
  if (count < 2) return null
  const rows = table?.rows.length ?? 0
  if (hasRowAmounts) return plural(rows, 'row', 'rows')
  const prompts = promptWords(count / (requests.length * takes), rows)
  const models = requests.length > 1 ? plural(requests.length, 'model', 'models') : null
  return [prompts, models, takes > 1 ? plural(takes, 'take', 'takes') : null].filter(Boolean).join(' × ')
}

/** Rows may have different numbers of variations, so only their sum is given. */
function promptWords(prompts: number, rows: number): string | null {
  if (rows === 0) return prompts > 1 ? plural(prompts, 'prompt', 'prompts') : null
  const lines = plural(rows, 'row', 'rows')
  return prompts === rows ? lines : `${lines}, ${plural(prompts, 'prompt', 'prompts')}`
}
