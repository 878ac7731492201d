import type { GenerationId, GenerationState } from '@shared/generation'
import type { Problem } from '@shared/problem'
import type { JournaledVideo, JournalEntry, JournalEntryOf } from '../library/journal-entry'
import { writeJson } from './columns'
import { inTransaction, type ReadableDatabase, type WritableDatabase } from './database'
import { insertEvent } from './event-table'
import { insertGeneration } from './generation-table'
import { mayHaveBeenSent, wasBeingSent } from './restored-rows'
import { generationIdOfVideo, reserveFileName, updateVideo } from './video-table'

interface KnownRow {
  readonly id: number
  readonly revision: number
  readonly state: GenerationState
  readonly remote_id: string | null
}

/** Whether the rows have all that these entries say. One of a generation that is not there says something new. */
export const know = (database: ReadableDatabase, entries: readonly JournalEntry[]): boolean =>
  entries.every((entry) => {
    const row = knownRow(database, entry.generationId)
    return row !== null && !isNews(row, entry)
  })

/**
 * Writes what the journal knows and the rows do not, so that reading the same journal twice, or one that is behind,
 * changes nothing. Whatever it says, nothing that comes out of it is sent by itself: what was waiting waits for the
 * user, what was being sent is unconfirmed.
 *
 * @returns The generations that it brought, or brought on.
 */
export function replay(
  database: WritableDatabase,
  entries: readonly JournalEntry[],
  nowMs: number
): ReadonlySet<GenerationId> {
  const brought = new Set<GenerationId>()
  inTransaction(database, 'adopted', () => {
    for (const entry of entries) {
      const isMove = replayOne(database, entry, nowMs)
      if (isMove) brought.add(entry.generationId)
    }
  })
  return brought
}

/** Whether the generation is new by it, or in another state. */
function replayOne(database: WritableDatabase, entry: JournalEntry, nowMs: number): boolean {
  const found = knownRow(database, entry.generationId)
  const row = found ?? insertUnknown(database, entry)
  if (!row) return false
  const isNew = found === null || isNews(row, entry)
  if (isNew) change(database, row, entry, nowMs)
  // A row that was touched since, and takes an older entry all the same, is then newer than both.
  const isOlder = found !== null && isNew && entry.revision <= row.revision
  database
    .prepare(
      `UPDATE generation SET revision = MAX(revision, ?1), journaled_revision = MAX(journaled_revision, ?2)
       WHERE id = ?3`
    )
    .run(isOlder ? row.revision + 1 : entry.revision, entry.revision, row.id)
  return isNew && (found === null || entry.kind === 'moved' || entry.kind === 'whole')
}

/**
 * An entry counts where its revision is later than the row's. The id of what was paid for counts in any case where
 * the row has none: the row may be of a backup, and may have been touched before the folder could be read.
 */
const isNews = (row: KnownRow, entry: JournalEntry): boolean =>
  entry.revision > row.revision || ('remoteId' in entry && entry.remoteId !== null && row.remote_id === null)

function knownRow(database: ReadableDatabase, id: GenerationId): KnownRow | null {
  const row = database
    .prepare('SELECT id, revision, state, remote_id FROM generation WHERE uuid = ?')
    .get(id) as KnownRow | undefined
  return row ?? null
}

function change(database: WritableDatabase, row: KnownRow, entry: JournalEntry, nowMs: number): void {
  const set = (assignment: string, value: number | null): void => {
    database.prepare(`UPDATE generation SET ${assignment} WHERE id = ?`).run(value, row.id)
  }
  switch (entry.kind) {
    case 'queued':
      return
    case 'moved':
      return move(database, row, entry, nowMs)
    case 'whole':
      move(database, row, entry, nowMs)
      set('charged_microdollars = COALESCE(?, charged_microdollars)', entry.chargedMicrodollars)
      set('hidden = ?', entry.hidden ? 1 : 0)
      return set('deleted_at_ms = ?', entry.deletedAtMs)
    case 'video':
      return storeVideo(database, row.id, entry.video)
    case 'charged':
      return set('charged_microdollars = ?', entry.microdollars)
    case 'hidden':
      return set('hidden = ?', entry.hidden ? 1 : 0)
    case 'deleted':
      return set('deleted_at_ms = ?', entry.deletedAtMs)
  }
}

/** Null where the entry does not say what was asked for. */
function insertUnknown(database: WritableDatabase, entry: JournalEntry): KnownRow | null {
  if (entry.kind !== 'queued' && entry.kind !== 'whole') return null
  const { generationId, batchId, batchPosition, resendOf, createdAtUs, request } = entry
  const isTaken =
    database
      .prepare('SELECT 1 FROM generation WHERE batch_uuid = ? AND batch_position = ?')
      .get(batchId, batchPosition) !== undefined
  const atMs = Math.round(createdAtUs / 1000)
  insertGeneration(database, {
    id: generationId,
    createdAtUs,
    batchId: isTaken ? generationId : batchId,
    batchPosition: isTaken ? 0 : batchPosition,
    resendOf: resendOf !== null && knownRow(database, resendOf) ? resendOf : null,
    request,
    state: 'queued',
    stateSinceMs: atMs,
    needsClick: true,
    problem: mayHaveBeenSent,
    why: 'Queued',
    atMs
  })
  return knownRow(database, generationId)
}

/** A ready row stays ready, and an id that is known is never lost, whatever the journal says. */
function move(
  database: WritableDatabase,
  row: KnownRow,
  entry: JournalEntryOf<'moved' | 'whole'>,
  nowMs: number
): void {
  if (row.state === 'ready') {
    database
      .prepare('UPDATE generation SET remote_id = COALESCE(remote_id, ?) WHERE id = ?')
      .run(entry.remoteId, row.id)
    return
  }
  const { state, problem } = standing(entry)
  database
    .prepare(
      `UPDATE generation SET
         state = ?, state_since_ms = ?, not_before_ms = NULL, needs_click = ?, submitted_at_ms = ?,
         remote_id = COALESCE(?, remote_id), next_poll_at_ms = ?, unknown_since_ms = NULL, problem = ?,
         balance_before_microdollars = COALESCE(?, balance_before_microdollars),
         enhanced_prompt = COALESCE(?, enhanced_prompt)
       WHERE id = ?`
    )
    .run(
      state,
      entry.atMs,
      state === 'queued' ? 1 : 0,
      entry.submittedAtMs,
      entry.remoteId,
      state === 'processing' ? nowMs : null,
      writeJson(problem),
      entry.balanceBeforeMicrodollars,
      entry.enhancedPrompt,
      row.id
    )
  for (const video of entry.videos) storeVideo(database, row.id, video)
  const why = entry.kind === 'whole' ? 'As the library folder knows it' : entry.why
  if (why !== null && (entry.kind === 'moved' || state !== row.state)) {
    insertEvent(database, row.id, { atMs: entry.atMs, from: row.state, to: state, why })
  }
}

/** Where an entry leaves its generation today. */
function standing({ state, problem }: JournalEntryOf<'moved' | 'whole'>): {
  readonly state: GenerationState
  readonly problem: Problem | null
} {
  if (state === 'queued') return { state, problem: mayHaveBeenSent }
  if (state === 'submitting') return { state: 'unconfirmed', problem: wasBeingSent }
  return { state, problem }
}

/** Whether its file is there, and still the same, is looked at afterwards, as for every other row. */
function storeVideo(database: WritableDatabase, generationId: number, video: JournaledVideo): void {
  const { id, position, state, url, proxyUrl, fileName, file, problem } = video
  database
    .prepare(
      `INSERT INTO video (uuid, generation_id, position, state) VALUES (?, ?, ?, 'pending') ON CONFLICT DO NOTHING`
    )
    .run(id, generationId, position)
  if (generationIdOfVideo(database, id) !== generationId) return
  const hasName = fileName !== null && reserveFileName(database, id, fileName)
  const hasFile = hasName && file !== null
  updateVideo(database, id, {
    state: hasFile || state === 'pending' || state === 'refused' ? state : 'missing',
    problem,
    ...(url !== null && { links: { url, proxyUrl } }),
    ...(hasFile && { file })
  })
}
