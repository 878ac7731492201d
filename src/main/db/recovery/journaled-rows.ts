import * as z from 'zod'
import type { Annotations } from '@shared/library/annotations'
import type { JournalMark, JournaledRows } from '../../library/journal/journal'
import type { Video } from '../../generations/domain/generation'
import type { JournalEntry, JournalEntryOf } from '../../library/journal/journal-entry'
import { editEntry } from './replay-edit'
import { parseJson } from '../tables/column-types'
import { generations, journaledColumns } from '../tables/generation-columns'
import { inTransaction, type ReadableDatabase, type WritableDatabase } from '../connection/database'
import { readRequest } from '../tables/generation-table'
import { copiesRead } from '../tables/key-value/library'
import { readValue, writeValue } from '../tables/key-value/key-value-table'
import { hasAllOf, Replay } from './replay'
import { annotationsByKey } from '../tables/curation/annotation-table'
import { unjournaledItems } from '../tables/curation/item-table'
import { unjournaledEdits } from '../tables/curation/edit-table'
import { readFields, type Row } from '../tables/rows'
import { isErased } from '../queries/trash-queries'
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
        database.exec(`UPDATE item SET journaled_revision = 0 WHERE journaled_revision > 0`)
        database.exec(`UPDATE edit SET journaled_revision = 0 WHERE journaled_revision > 0`)
        database.exec(`DELETE FROM remembered WHERE name IN ('journal', 'journal_copies')`)
      }),
    know: (entries) => hasAllOf(database, entries),
    copiesRead: () => copiesRead(database, 'journal_copies'),
    noteCopies: (copies) => writeValue(database, 'journal_copies', JSON.stringify(copies)),
    startReplay: () => new Replay(database, deps.now()),
    unjournaled: (limit) => unjournaled(database, limit, deps.now())
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
  const noteItem = database.prepare(
    'UPDATE item SET journaled_revision = ?1 WHERE uuid = ?2 AND journaled_revision < ?1'
  )
  const noteEdit = database.prepare(
    'UPDATE edit SET journaled_revision = ?1 WHERE uuid = ?2 AND journaled_revision < ?1'
  )
  for (const entry of entries) {
    if (entry.kind === 'item') noteItem.run(entry.revision, entry.item.id)
    else if (entry.kind === 'edit') noteEdit.run(entry.revision, entry.edit.id)
    else note.run(entry.revision, entry.generationId)
  }
  database
    .prepare(`INSERT OR REPLACE INTO remembered (name, value) VALUES ('journal', ?)`)
    .run(JSON.stringify(mark))
}

/** An edit may have thousands of clips. */
const editsAtOnce = 5

/** Returns whole entries for at most `limit` rows that have changed since their last entry, items and edits first. */
function unjournaled(database: ReadableDatabase, limit: number, atMs: number): readonly JournalEntry[] {
  const items = unjournaledItems(database, limit).map(({ item, revision }): JournalEntry => ({
    version: 1,
    kind: 'item',
    atMs,
    revision,
    item
  }))
  if (items.length > 0) return items
  const edits = unjournaledEdits(database, editsAtOnce).map((stored) => editEntry(stored, atMs))
  if (edits.length > 0) return edits
  const rows = database
    .prepare('SELECT * FROM generation WHERE journaled_revision < revision ORDER BY id LIMIT :limit')
    .all({ limit }) as unknown as (Row & { readonly id: number })[]
  const keys = rows.map(({ id }) => id)
  const videos = videosOf(database, keys)
  const annotations = annotationsByKey(database, keys)
  return rows.map((row) => ({
    ...wholeEntry(row, videos.get(row.id) ?? [], annotations.get(row.id)),
    ...(isErased(database, row.id) && { isErased: true as const })
  }))
}

function wholeEntry(
  row: Row,
  videos: readonly Video[],
  annotations: Annotations | undefined
): JournalEntryOf<'whole'> {
  const {
    createdAtUs,
    id,
    revision,
    stateSinceMs,
    batchId,
    batchPosition,
    place,
    resendOf,
    origin,
    ...stored
  } = readFields(generations.columns, row)
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
    ...(origin === 'imported' && { origin }),
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
    deletedAtMs,
    ...(annotations && { annotations })
  }
}
