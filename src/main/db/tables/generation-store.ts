import { batchLimit } from '@shared/batch/batch-limits'
import type { GenerationId, GenerationState } from '@shared/generation'
import type { Commit } from '../../base/crash-points'
import type { Generation } from '../../generations/domain/generation'
import type { GenerationStore, Move } from '../../generations/domain/ports'
import { RefusedWrite } from '../../base/refused-write'
import { inTransaction, type WritableDatabase } from '../connection/database'
import { mayPass } from '../connection/storage-problems'
import { eventsOf, insertEvent } from './event-table'
import { insertImported } from './imported-clips'
import { writeAnnotations } from './curation/annotation-table'
import { writeItem } from './curation/item-table'
import { answerColumns, details } from './generation-columns'
import { countGenerations, generationsOf, pageOfGenerations } from '../queries/generation-queries'
import {
  freeMillisecond,
  insertGeneration,
  keyOf,
  selectGenerations,
  updateGenerations,
  writeStatus
} from './generation-table'
import { countSending } from './key-value/installation'
import {
  balancesOf,
  closeMeasurements,
  measureMove,
  openMeasurementId,
  writeMeasurement
} from './measurement-table'
import { readFields, unlessNull, updateRows, type Row } from './rows'
import { eraseGenerations, isErased } from '../queries/trash-queries'
import { generationKeyOfVideo, insertVideos, reserveFileName, updateVideo } from './video-table'

const rawResponseLimit = 64 * 1024

/** Condition that finds the clips of a prompt by their index. */
const isOfPrompt = 'substr(prompt, 1, 64) = substr(:prompt, 1, 64) AND prompt = :prompt'

/** Order of the presses, and of the requests in each. */
const pressOrder = 'id / 1000, batch_position'

/** Crash point of the move into each state. */
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

/** Returns the store of generations over an open database. */
export function createGenerationStore(database: WritableDatabase): GenerationStore {
  const find = (id: GenerationId): Generation | null =>
    selectGenerations(database, 'SELECT * FROM generation WHERE uuid = :id', { id })[0] ?? null

  const atKey = (key: number): Generation => {
    const sql = 'SELECT * FROM generation WHERE id = :key'
    return required(selectGenerations(database, sql, { key })[0] ?? null, key)
  }

  const inStates = (...states: readonly GenerationState[]): Generation[] =>
    selectGenerations(
      database,
      `SELECT * FROM generation WHERE state IN (SELECT value FROM json_each(:states))
       ORDER BY ${pressOrder}`,
      { states: JSON.stringify(states) }
    )

  const membersOf = (measurement: number): readonly Generation[] =>
    selectGenerations(database, 'SELECT * FROM generation WHERE measurement_id = :measurement ORDER BY id', {
      measurement
    })

  const change = (
    ids: readonly GenerationId[],
    changes: Parameters<typeof updateGenerations>[1]
  ): readonly Generation[] =>
    written(database, 'mark', () =>
      ids.map((id) => {
        updateGenerations(database, changes, { sql: 'uuid = :generation', values: { generation: id } })
        return required(find(id), id)
      })
    )

  const findBatch = (batchId: string): readonly Generation[] =>
    selectGenerations(
      database,
      'SELECT * FROM generation WHERE batch_uuid = :batchId ORDER BY batch_position LIMIT :limit',
      { batchId, limit: batchLimit }
    )

  return {
    insertBatch: (batchId, drafts, atMs, settles, items = []) =>
      written(database, 'intent', () => {
        const existing = findBatch(batchId)
        if (existing.length > 0) return existing
        if (settles && !storeMove(database, settles)) {
          throw new Error(`${settles.id} is no longer ${settles.from}`)
        }
        for (const item of items) writeItem(database, item)
        const firstUs = freeMillisecond(database, atMs) * 1000
        return drafts
          .map((generation, batchPosition) => {
            const key = insertGeneration(database, {
              ...generation,
              // Newest first is the first take first.
              createdAtUs: firstUs + drafts.length - 1 - batchPosition,
              batchId,
              batchPosition,
              state: 'queued',
              stateSinceMs: atMs,
              why: 'Queued',
              atMs
            })
            if (generation.annotations) writeAnnotations(database, key, 1, generation.annotations)
            return key
          })
          .map(atKey)
      }),
    insertImported: (clip, atMs) =>
      written(database, 'adopted', () => {
        const key = insertImported(database, clip, atMs)
        return key === null ? null : atKey(key)
      }),
    find,
    findAll: (ids) => generationsOf(database, ids),
    findBatch,
    findByVideo: (id) => {
      const key = generationKeyOfVideo(database, id)
      return key === null ? null : atKey(key)
    },
    isErased: (key) => isErased(database, key),
    inStates,
    withPendingVideos: () =>
      selectGenerations(
        database,
        `SELECT * FROM generation WHERE id IN (SELECT generation_id FROM video WHERE state = 'pending')
         ORDER BY ${pressOrder}`
      ),
    lastTakeOf: (request) => {
      const { prompt } = request
      const { last } = database
        .prepare(
          `SELECT coalesce(max(coalesce(CASE WHEN json_valid(place) THEN place ->> 'take' END, 1)), 0) AS last
           FROM generation WHERE ${isOfPrompt} AND request = :request`
        )
        .get({ prompt, request: JSON.stringify(request) }) as { readonly last: number }
      return last
    },
    countInStates: (...states) =>
      countOf(
        database
          .prepare(
            'SELECT COUNT(*) AS n FROM generation WHERE state IN (SELECT value FROM json_each(:states))'
          )
          .get({ states: JSON.stringify(states) })
      ),
    holdersOf: (remoteIds) =>
      database
        .prepare(
          `SELECT uuid AS id, remote_id AS remoteId FROM generation
           WHERE remote_id IN (SELECT value FROM json_each(:remoteIds))`
        )
        .all({ remoteIds: JSON.stringify(remoteIds) }) as { id: GenerationId; remoteId: string }[],
    countSubmittedSince: (sinceMs, except) =>
      countOf(
        database
          .prepare(
            'SELECT COUNT(*) AS n FROM generation WHERE submitted_at_ms > :sinceMs AND uuid <> :except'
          )
          .get({ sinceMs, except })
      ),
    move: (move) => written(database, commitInto[move.status.state], () => storeMove(database, move)),
    moveAll: (moves) => {
      const [first] = moves
      if (!first) return []
      return written(database, commitInto[first.status.state], () =>
        moves.flatMap((move) => storeMove(database, move) ?? [])
      )
    },
    changeVideo: (id, change, event) =>
      written(database, 'video', () => {
        const key = generationKeyOfVideo(database, id)
        if (key === null) throw new Error(`No video ${id}`)
        updateVideo(database, id, change)
        updateGenerations(database, {}, { sql: 'id = :key', values: { key } })
        const changed = atKey(key)
        const { state } = changed.status
        if (event) insertEvent(database, key, { ...event, from: state, to: state })
        return changed
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
    setBalanceAfter: (id, balanceAfterMicrodollars) =>
      change([id], { balanceAfterMicrodollars })[0] as Generation,
    setHidden: (id, hidden) => change([id], { hidden })[0] as Generation,
    setDeleted: (ids, deletedAtMs) => change(ids, { deletedAtMs }),
    erase: (ids, atMs) => written(database, 'mark', () => eraseGenerations(database, ids, atMs)),
    page: (query) => pageOfGenerations(database, query),
    counts: () => countGenerations(database),
    answers: (id) => {
      const row = database.prepare('SELECT * FROM generation WHERE uuid = :id').get({ id }) as Row | undefined
      return readFields(answerColumns, row ?? {})
    },
    history: (id) => {
      const key = keyOf(database, id)
      return key === null ? [] : eventsOf(database, key)
    }
  }
}

/** Runs `work` in one write transaction. @throws RefusedWrite if a retry would fail too. */
function written<T>(database: WritableDatabase, commit: Commit, work: () => T): T {
  try {
    return inTransaction(database, commit, work)
  } catch (error) {
    if (mayPass(error) || error instanceof RefusedWrite) throw error
    throw new RefusedWrite(error instanceof Error ? error.message : 'The write failed', { cause: error })
  }
}

const countOf = (row: unknown): number => (row as { readonly n: number }).n

function required(generation: Generation | null, id: GenerationId | number): Generation {
  if (!generation) throw new Error(`No generation ${id}`)
  return generation
}

/** Writes the details of a move besides the status. */
function storeDetails(database: WritableDatabase, key: number, move: Move): void {
  const rawResponse = move.raw ? move.raw.slice(0, rawResponseLimit) : undefined
  // At the end of a POST, this is the response to it.
  const submitResponse = move.from === 'submitting' ? rawResponse : undefined
  updateRows(
    database,
    details,
    { ...move, rawResponse, submitResponse },
    { sql: 'id = :key', values: { key } },
    // A response without one keeps the known one.
    { enhancedPrompt: unlessNull }
  )
}

function storeMove(database: WritableDatabase, move: Move): Generation | null {
  if (!writeStatus(database, move.id, move.from, move.status, move.atMs)) return null
  if (move.status.state === 'submitting') countSending(database)
  const key = keyOf(database, move.id)
  if (key === null) throw new Error(`No generation ${move.id}`)
  measureMove(database, move, key)
  storeDetails(database, key, move)
  if (move.videos) insertVideos(database, key, move.videos)
  if (move.why !== null) {
    insertEvent(database, key, { atMs: move.atMs, from: move.from, to: move.status.state, why: move.why })
  }
  return selectGenerations(database, 'SELECT * FROM generation WHERE id = :key', { key })[0] ?? null
}
