import type { GenerationId, GenerationState } from '@shared/generation'
import type { Problem } from '@shared/problem'
import type { JournaledVideo, JournalEntry, JournalEntryOf } from '../library/journal-entry'
import { writeJson } from './columns'
import { inTransaction, type ReadableDatabase, type WritableDatabase } from './database'
import { insertEvent } from './event-table'
import { nextKey } from './generation-table'
import { mayHaveBeenSent, wasBeingSent } from './restored-rows'
import { generationIdOfVideo, reserveFileName, updateVideo } from './video-table'

interface KnownRow {
  readonly id: number
  readonly revision: number
  readonly state: GenerationState
}

/**
 * Writes what the journal knows and the rows do not. An entry counts where its revision is later than the row's, so
 * that reading the same journal twice, or one that is behind, changes nothing. Whatever it says, nothing that comes
 * out of it is sent by itself: what was waiting waits for the user, what was being sent is unconfirmed.
 */
export function replay(database: WritableDatabase, entries: readonly JournalEntry[], nowMs: number): void {
  inTransaction(database, 'adopted', () => {
    for (const entry of entries) replayOne(database, entry, nowMs)
  })
}

function replayOne(database: WritableDatabase, entry: JournalEntry, nowMs: number): void {
  const row = knownRow(database, entry.generationId)
  if (!row) {
    if (entry.kind === 'queued') insertQueued(database, entry)
    return
  }
  if (entry.revision <= row.revision) return
  change(database, row, entry, nowMs)
  database.prepare('UPDATE generation SET revision = ? WHERE id = ?').run(entry.revision, row.id)
}

function knownRow(database: ReadableDatabase, id: GenerationId): KnownRow | null {
  const row = database.prepare('SELECT id, revision, state FROM generation WHERE uuid = ?').get(id) as
    KnownRow | undefined
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

function insertQueued(database: WritableDatabase, entry: JournalEntryOf<'queued'>): void {
  const { generationId, batchId, batchPosition, request, atMs } = entry
  const exists = (sql: string, ...values: readonly (string | number)[]): boolean =>
    database.prepare(sql).get(...values) !== undefined
  const isTaken = exists(
    'SELECT 1 FROM generation WHERE batch_uuid = ? AND batch_position = ?',
    batchId,
    batchPosition
  )
  const resendOf =
    entry.resendOf !== null && exists('SELECT 1 FROM generation WHERE uuid = ?', entry.resendOf)
      ? entry.resendOf
      : null
  const key = nextKey(database, entry.createdAtUs)
  database
    .prepare(
      `INSERT INTO generation
         (id, uuid, batch_uuid, batch_position, resend_of, request, prompt, model_id, state, state_since_ms,
          needs_click, problem)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, 1, ?)`
    )
    .run(
      key,
      generationId,
      isTaken ? generationId : batchId,
      isTaken ? 0 : batchPosition,
      resendOf,
      JSON.stringify(request),
      request.prompt,
      request.modelId,
      atMs,
      writeJson(mayHaveBeenSent)
    )
  insertEvent(database, key, { atMs, from: null, to: 'queued', why: 'Queued' })
}

/** A ready row stays ready, and an id that is known is never lost, whatever the journal says. */
function move(
  database: WritableDatabase,
  row: KnownRow,
  entry: JournalEntryOf<'moved'>,
  nowMs: number
): void {
  if (row.state === 'ready') return
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
  if (entry.why !== null) {
    insertEvent(database, row.id, { atMs: entry.atMs, from: row.state, to: state, why: entry.why })
  }
}

/** Where an entry leaves its generation today. */
function standing({ state, problem }: JournalEntryOf<'moved'>): {
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
