import * as z from 'zod'
import { SentPrompt } from '@shared/prompts/prompt-work'
import type { ReadableDatabase } from '../connection/database'
import { searching } from '../search/search-conditions'
import { where } from './generation-queries'

export interface HistoryQuery {
  readonly text: string
  /** Only prompts sent before this: `next` of the page before. */
  readonly before: number | null
  readonly limit: number
}

const PromptRow = SentPrompt.extend({ id: z.int() })

/** Returns each prompt that was not cancelled before it was sent, once, newest first. */
export function promptHistory(
  database: ReadableDatabase,
  { text, before, limit }: HistoryQuery
): { readonly prompts: SentPrompt[]; readonly next: number | null } {
  const rows: unknown = searching(database, text, ({ from, conditions }) => {
    const sent = where({ sql: `state <> 'cancelled' AND origin = 'generated'`, values: {} }, ...conditions)
    return database
      .prepare(
        `SELECT prompt, MAX(generation.id) AS id, MAX(generation.id) / 1000 AS lastSentAtMs, COUNT(*) AS times
         FROM ${from} CROSS JOIN generation ON generation.id = listing.id
         ${sent.sql} GROUP BY prompt
         ${before === null ? '' : 'HAVING MAX(generation.id) < :before'} ORDER BY MAX(generation.id) DESC LIMIT :limit`
      )
      .all({ ...sent.values, ...(before !== null && { before }), limit }) as unknown
  })
  const found = PromptRow.array().parse(rows)
  return {
    prompts: found.map(({ id: _id, ...sent }) => sent),
    next: found.length === limit ? (found.at(-1)?.id ?? null) : null
  }
}
