import * as z from 'zod'
import type { GenerationId } from '@shared/generation'
import type { JournalMark, JournaledRows } from '../../library/journal/journal'
import type { JournalEntry } from '../../library/journal/journal-entry'
import { parseJson, readProblem } from '../tables/columns'
import { inTransaction, type ReadableDatabase, type WritableDatabase } from '../connection/database'
import { readRequest, type GenerationRow } from '../tables/generation-table'
import { copiesRead } from '../tables/library-memory'
import { recall, remember } from '../tables/remembered-table'
import { know, Replay } from './replay'
import { videosOf } from '../tables/video-table'

const Mark = z.object({ libraryId: z.string(), position: z.int().nonnegative() })

/** The rows as the folder's journal sees them: what they know of it, and what it was not told. */
export function journaledRows(
  database: WritableDatabase,
  needs: { readonly now: () => number }
): JournaledRows {
  return {
    mark: () =>
      Mark.nullable()
        .catch(null)
        .parse(parseJson(recall(database, 'journal') ?? 'null')),
    note: (entries, mark) => inTransaction(database, 'mark', () => noteJournaled(database, entries, mark)),
    forget: () =>
      inTransaction(database, 'mark', () => {
        database.exec(`UPDATE generation SET journaled_revision = 0 WHERE journaled_revision > 0`)
        database.exec(`DELETE FROM remembered WHERE name IN ('journal', 'journal_copies')`)
      }),
    know: (entries) => know(database, entries),
    copiesRead: () => copiesRead(database, 'journal_copies'),
    noteCopies: (copies) => remember(database, 'journal_copies', JSON.stringify(copies)),
    startReplay: () => new Replay(database, needs.now()),
    untold: (limit) => untold(database, limit)
  }
}

function noteJournaled(
  database: WritableDatabase,
  entries: readonly JournalEntry[],
  mark: JournalMark
): void {
  const note = database.prepare(
    'UPDATE generation SET journaled_revision = ?1 WHERE uuid = ?2 AND journaled_revision < ?1'
  )
  for (const { generationId, revision } of entries) note.run(revision, generationId)
  database
    .prepare(`INSERT OR REPLACE INTO remembered (name, value) VALUES ('journal', ?)`)
    .run(JSON.stringify(mark))
}

/** Whole lines for rows that have changed since their last line, so many at most. */
function untold(database: ReadableDatabase, limit: number): readonly JournalEntry[] {
  const rows = database
    .prepare('SELECT * FROM generation WHERE journaled_revision < revision ORDER BY id LIMIT ?')
    .all(limit) as unknown as GenerationRow[]
  const videos = videosOf(
    database,
    rows.map(({ id }) => id)
  )
  return rows.map((row) => ({
    version: 1,
    kind: 'whole',
    atMs: row.state_since_ms,
    generationId: row.uuid as GenerationId,
    revision: row.revision,
    createdAtUs: row.id,
    batchId: row.batch_uuid,
    batchPosition: row.batch_position,
    resendOf: row.resend_of as GenerationId | null,
    request: readRequest(row).request,
    state: row.state,
    submittedAtMs: row.submitted_at_ms,
    remoteId: row.remote_id,
    problem: readProblem(row.problem),
    balanceBeforeMicrodollars: row.balance_before_microdollars,
    enhancedPrompt: row.enhanced_prompt,
    videos: videos.get(row.id) ?? [],
    chargedMicrodollars: row.charged_microdollars,
    ...(row.charge_is_share === 1 && { isShare: true as const }),
    hidden: row.hidden === 1,
    deletedAtMs: row.deleted_at_ms
  }))
}
