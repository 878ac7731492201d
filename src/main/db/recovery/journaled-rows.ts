import * as z from 'zod'
import type { JournalMark, JournaledRows } from '../../library/journal/journal'
import type { Video } from '../../generations/domain/generation'
import type { JournalEntry, JournalEntryOf } from '../../library/journal/journal-entry'
import { parseJson } from '../tables/column-types'
import { generations, journaledColumns } from '../tables/generation-columns'
import { inTransaction, type ReadableDatabase, type WritableDatabase } from '../connection/database'
import { readRequest } from '../tables/generation-table'
import { copiesRead } from '../tables/key-value/library'
import { readValue, writeValue } from '../tables/key-value/key-value-table'
import { hasAllOf, Replay } from './replay'
import { readFields, type Row } from '../tables/rows'
import { videosOf } from '../tables/video-table'

const Mark = z.object({ libraryId: z.string(), position: z.int().nonnegative() })

/** Returns the database's side of the journal: what it has read, and what is not journaled yet. */
export function journaledRows(
  database: WritableDatabase,
  deps: { readonly now: () => number }
): JournaledRows {
  return {
    mark: () =>
      Mark.nullable()
        .catch(null)
        .parse(parseJson(readValue(database, 'journal') ?? 'null')),
    note: (entries, mark) => inTransaction(database, 'mark', () => noteJournaled(database, entries, mark)),
    reset: () =>
      inTransaction(database, 'mark', () => {
        database.exec(`UPDATE generation SET journaled_revision = 0 WHERE journaled_revision > 0`)
        database.exec(`DELETE FROM remembered WHERE name IN ('journal', 'journal_copies')`)
      }),
    know: (entries) => hasAllOf(database, entries),
    copiesRead: () => copiesRead(database, 'journal_copies'),
    noteCopies: (copies) => writeValue(database, 'journal_copies', JSON.stringify(copies)),
    startReplay: () => new Replay(database, deps.now()),
    unjournaled: (limit) => unjournaled(database, limit)
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

/** Returns `whole` entries for at most `limit` rows that have changed since their last entry. */
function unjournaled(database: ReadableDatabase, limit: number): readonly JournalEntry[] {
  const rows = database
    .prepare('SELECT * FROM generation WHERE journaled_revision < revision ORDER BY id LIMIT :limit')
    .all({ limit }) as unknown as (Row & { readonly id: number })[]
  const videos = videosOf(
    database,
    rows.map(({ id }) => id)
  )
  return rows.map((row) => wholeEntry(row, videos.get(row.id) ?? []))
}

function wholeEntry(row: Row, videos: readonly Video[]): JournalEntryOf<'whole'> {
  const { createdAtUs, id, revision, stateSinceMs, batchId, batchPosition, place, resendOf, ...stored } =
    readFields(generations.columns, row)
  const { state, submittedAtMs, remoteId, problem, chargedMicrodollars, hidden, deletedAtMs } = stored
  return {
    version: 1,
    kind: 'whole',
    atMs: stateSinceMs,
    generationId: id,
    revision,
    createdAtUs,
    batchId,
    batchPosition,
    place,
    resendOf,
    request: readRequest(row).request,
    state,
    submittedAtMs,
    remoteId,
    problem,
    ...readFields(journaledColumns, row),
    videos: [...videos],
    chargedMicrodollars,
    ...(stored.chargeIsShare && { isShare: true as const }),
    hidden,
    deletedAtMs
  }
}
