import type { GenerationId, GenerationState } from '@shared/generation'
import type { Commit } from '../../base/crash-points'
import type { Generation } from '../../generations/domain/generation'
import type { Answers, GenerationStore, Move } from '../../generations/domain/ports'
import { valuesFor, type ColumnOf } from './column-types'
import { RefusedWrite } from '../../base/refused-write'
import { inTransaction, type WritableDatabase } from '../connection/database'
import { eventsOf, insertEvent } from './event-table'
import { countSending } from './installation-memory'
import { insertGeneration, keyOf, selectGenerations, writeStatus } from './generation-table'
import { mayPass } from '../connection/storage-problems'
import { countGenerations, pageOfGenerations } from './generation-queries'
import {
  balancesOf,
  closeMeasurements,
  measureMove,
  openMeasurementId,
  writeMeasurement
} from './measurement-table'
import { generationIdOfVideo, insertVideos, reserveFileName, updateVideo } from './video-table'

const rawResponseLimit = 64 * 1024

/** What the move into a state is called among the crash points. */
const commitInto: Readonly<Record<GenerationState, Commit>> = {
  queued: 'requeued',
  submitting: 'sending',
  unconfirmed: 'unconfirmed',
  processing: 'accepted',
  downloading: 'finished',
  ready: 'saved',
  failed: 'failed',
  cancelled: 'cancelled'
}

/** The rows of generations, over one open database. */
export function createGenerationStore(database: WritableDatabase): GenerationStore {
  const one = (column: 'uuid' | 'id', value: string | number): Generation | null =>
    selectGenerations(database, `SELECT * FROM generation WHERE ${column} = :value`, { value })[0] ?? null

  const required = (column: 'uuid' | 'id', value: string | number): Generation => {
    const generation = one(column, value)
    if (!generation) throw new Error(`No generation with ${column} ${value}`)
    return generation
  }

  const inStates = (...states: readonly GenerationState[]): Generation[] =>
    selectGenerations(
      database,
      'SELECT * FROM generation WHERE state IN (SELECT value FROM json_each(:states)) ORDER BY id',
      { states: JSON.stringify(states) }
    )

  const value = valuesFor(database, 'generation')

  const membersOf = (measurement: number): readonly Generation[] =>
    selectGenerations(database, 'SELECT * FROM generation WHERE measurement_id = :measurement ORDER BY id', {
      measurement
    })

  const setColumn = (
    ids: readonly GenerationId[],
    column: 'hidden' | 'deleted_at_ms' | 'balance_after_microdollars',
    set: number | null
  ): readonly Generation[] =>
    written(database, 'mark', () => {
      const update = database.prepare(
        `UPDATE generation SET ${column} = ?, revision = revision + 1 WHERE uuid = ?`
      )
      for (const id of ids) update.run(value(column, set), id)
      return ids.map((id) => required('uuid', id))
    })

  return {
    insertBatch: (batchId, generations, atMs, settles) =>
      written(database, 'intent', () => {
        const existing = selectGenerations(
          database,
          'SELECT * FROM generation WHERE batch_uuid = :batchId ORDER BY batch_position',
          { batchId }
        )
        if (existing.length > 0) return existing
        if (settles && !storeMove(database, settles, required)) {
          throw new Error(`${settles.id} is no longer ${settles.from}`)
        }
        return generations
          .map((generation, batchPosition) =>
            insertGeneration(database, {
              ...generation,
              createdAtUs: atMs * 1000,
              batchId,
              batchPosition,
              state: 'queued',
              stateSinceMs: atMs,
              why: 'Queued',
              atMs
            })
          )
          .map((key) => required('id', key))
      }),
    find: (id) => one('uuid', id),
    findByVideo: (id) => {
      const key = generationIdOfVideo(database, id)
      return key === null ? null : one('id', key)
    },
    inStates,
    withPendingVideos: () =>
      selectGenerations(
        database,
        `SELECT * FROM generation WHERE id IN (SELECT generation_id FROM video WHERE state = 'pending') ORDER BY id`
      ),
    countInStates: (...states) =>
      (
        database
          .prepare('SELECT COUNT(*) AS n FROM generation WHERE state IN (SELECT value FROM json_each(?))')
          .get(JSON.stringify(states)) as { n: number }
      ).n,
    holdersOf: (remoteIds) =>
      database
        .prepare(
          'SELECT uuid AS id, remote_id AS remoteId FROM generation WHERE remote_id IN (SELECT value FROM json_each(?))'
        )
        .all(JSON.stringify(remoteIds)) as { id: GenerationId; remoteId: string }[],
    countSubmittedSince: (sinceMs, except) =>
      (
        database
          .prepare('SELECT COUNT(*) AS n FROM generation WHERE submitted_at_ms > ? AND uuid <> ?')
          .get(sinceMs, except) as { n: number }
      ).n,
    move: (move) =>
      written(database, commitInto[move.status.state], () => storeMove(database, move, required)),
    moveAll: (moves) => {
      const [first] = moves
      if (!first) return []
      return written(database, commitInto[first.status.state], () =>
        moves.flatMap((move) => storeMove(database, move, required) ?? [])
      )
    },
    changeVideo: (id, change) =>
      written(database, 'video', () => {
        const key = generationIdOfVideo(database, id)
        if (key === null) throw new Error(`No video ${id}`)
        updateVideo(database, id, change)
        database.prepare('UPDATE generation SET revision = revision + 1 WHERE id = ?').run(key)
        return required('id', key)
      }),
    reserveFileName: (id, fileName) => reserveFileName(database, id, fileName),
    openMeasurement: () => {
      const id = openMeasurementId(database)
      if (id === null) return null
      const { before, after } = balancesOf(database, id)
      return { id, balanceBefore: before, balanceAfter: after, members: membersOf(id) }
    },
    settleMeasurement: (settled) =>
      written(database, 'mark', () => {
        writeMeasurement(database, settled)
        return membersOf(settled.id)
      }),
    closeMeasurements: () => written(database, 'mark', () => closeMeasurements(database)),
    setBalanceAfter: (id, balanceAfter) =>
      setColumn([id], 'balance_after_microdollars', balanceAfter)[0] as Generation,
    setHidden: (id, hidden) => setColumn([id], 'hidden', hidden ? 1 : 0)[0] as Generation,
    setDeleted: (ids, deletedAtMs) => setColumn(ids, 'deleted_at_ms', deletedAtMs),
    page: (query) => pageOfGenerations(database, query),
    counts: () => countGenerations(database),
    answers: (id) => {
      const row = database
        .prepare(
          `SELECT submit_response AS submitResponse, raw_response AS rawResponse, enhanced_prompt AS enhancedPrompt
           FROM generation WHERE uuid = ?`
        )
        .get(id) as Answers | undefined
      return row ?? { submitResponse: null, rawResponse: null, enhancedPrompt: null }
    },
    history: (id) => {
      const key = keyOf(database, id)
      return key === null ? [] : eventsOf(database, key)
    }
  }
}

/** Runs `work` in one write transaction. @throws RefusedWrite where it would fail again and again. */
function written<T>(database: WritableDatabase, commit: Commit, work: () => T): T {
  try {
    return inTransaction(database, commit, work)
  } catch (error) {
    if (mayPass(error) || error instanceof RefusedWrite) throw error
    throw new RefusedWrite(error instanceof Error ? error.message : 'The write failed', { cause: error })
  }
}

function storeMove(
  database: WritableDatabase,
  move: Move,
  required: (column: 'uuid', value: string) => Generation
): Generation | null {
  if (!writeStatus(database, move.id, move.from, move.status, move.atMs)) return null
  if (move.status.state === 'submitting') countSending(database)
  const key = keyOf(database, move.id)
  if (key === null) throw new Error(`No generation ${move.id}`)
  const value = valuesFor(database, 'generation')
  const set = (column: ColumnOf<'generation'>, stored: unknown): void => {
    database.prepare(`UPDATE generation SET ${column} = ? WHERE id = ?`).run(value(column, stored), key)
  }
  measureMove(database, move, key)
  if (move.raw !== undefined) {
    const raw = move.raw.slice(0, rawResponseLimit)
    set('raw_response', raw)
    // What is known when a POST ends is what was answered to it.
    if (move.from === 'submitting') set('submit_response', raw)
  }
  if (move.enhancedPrompt) set('enhanced_prompt', move.enhancedPrompt)
  if (move.balanceBeforeMicrodollars !== undefined)
    set('balance_before_microdollars', move.balanceBeforeMicrodollars)
  if (move.videos) insertVideos(database, key, move.videos)
  if (move.why !== null) {
    insertEvent(database, key, { atMs: move.atMs, from: move.from, to: move.status.state, why: move.why })
  }
  return required('uuid', move.id)
}
