import type { Counts } from '@shared/app-state'
import type { GenerationQuery } from '@shared/contract'
import { searchWords } from '@shared/prompts/search-text'
import type { Generation } from '../../generations/domain/generation'
import type { ReadableDatabase } from '../connection/database'
import { selectGenerations } from './generation-table'

/** Written out, never built from data. */
const conditionOfView: Readonly<Record<GenerationQuery['view'], string>> = {
  all: `deleted_at_ms IS NULL AND hidden = 0 AND state <> 'cancelled'`,
  in_progress: `deleted_at_ms IS NULL AND hidden = 0 AND state IN ('queued', 'submitting', 'processing', 'downloading')`,
  needs_you: `deleted_at_ms IS NULL AND hidden = 0 AND (
    state IN ('unconfirmed', 'failed') OR (state = 'queued' AND needs_click = 1)
    OR EXISTS (SELECT 1 FROM video WHERE generation_id = generation.id AND video.state IN ('refused', 'missing')))`,
  trash: `(deleted_at_ms IS NOT NULL OR hidden = 1 OR state = 'cancelled')`
}

/** The part of a WHERE that asks for every word of a search: `has_words` is added to each connection. */
export function wordConditions(text: string): { readonly conditions: string[]; readonly values: string[] } {
  const words = searchWords(text).join(' ')
  return words === ''
    ? { conditions: [], values: [] }
    : { conditions: ['has_words(prompt, ?)'], values: [words] }
}

/** One page, newest first, found by key and never by offset. */
export function pageOfGenerations(
  database: ReadableDatabase,
  query: GenerationQuery
): { readonly items: readonly Generation[]; readonly next: number | null } {
  const words = wordConditions(query.text)
  const conditions = [
    conditionOfView[query.view],
    ...(query.before === null ? [] : ['id < ?']),
    ...words.conditions
  ]
  const values = [...(query.before === null ? [] : [query.before]), ...words.values]
  const items = selectGenerations(
    database,
    `SELECT * FROM generation WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT ?`,
    ...values,
    query.limit
  )
  const last = items.at(-1)
  return { items, next: last && items.length === query.limit ? last.createdAtUs : null }
}

export function countGenerations(database: ReadableDatabase): Counts {
  const count = (view: GenerationQuery['view']): number =>
    (
      database.prepare(`SELECT COUNT(*) AS n FROM generation WHERE ${conditionOfView[view]}`).get() as {
        n: number
      }
    ).n
  return {
    all: count('all'),
    inProgress: count('in_progress'),
    needsYou: count('needs_you'),
    trash: count('trash')
  }
}
