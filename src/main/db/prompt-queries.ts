import { SentPrompt } from '@shared/prompt-work'
import type { ReadableDatabase } from './database'
import { wordConditions } from './generation-queries'

/** Every prompt ever queued, each once, newest first. */
export function promptHistory(
  database: ReadableDatabase,
  { text, limit }: { readonly text: string; readonly limit: number }
): SentPrompt[] {
  const { conditions, values } = wordConditions(text)
  const rows: unknown = database
    .prepare(
      `SELECT prompt, MAX(id) / 1000 AS lastSentAtMs, COUNT(*) AS times FROM generation
       WHERE ${['1', ...conditions].join(' AND ')} GROUP BY prompt ORDER BY MAX(id) DESC LIMIT ?`
    )
    .all(...values, limit)
  return SentPrompt.array().parse(rows)
}
