import type { GenerationId, GenerationState, MeasuredTogether } from '@shared/generation'
import { GenerationRequest } from '@shared/request'
import type { Problem } from '@shared/problem'
import type { Generation, Status, Video } from '../../generations/domain/generation'
import { valuesFor } from './column-types'
import { parseJson, readProblem, writeJson } from './columns'
import type { ReadableDatabase, WritableDatabase } from '../connection/database'
import { insertEvent } from './event-table'
import { measuredTogether } from './measurement-table'
import { videosOf } from './video-table'

export interface GenerationRow {
  readonly id: number
  readonly uuid: string
  readonly batch_uuid: string
  readonly batch_position: number
  readonly resend_of: string | null
  readonly request: string
  readonly prompt: string
  readonly model_id: string
  readonly state: GenerationState
  readonly state_since_ms: number
  readonly not_before_ms: number | null
  readonly needs_click: number
  readonly submitted_at_ms: number | null
  readonly balance_before_microdollars: number | null
  readonly charged_microdollars: number | null
  readonly charge_is_share: number
  readonly measurement_id: number | null
  readonly balance_after_microdollars: number | null
  readonly remote_id: string | null
  readonly eta_seconds: number | null
  readonly next_poll_at_ms: number | null
  readonly unknown_since_ms: number | null
  readonly problem: string | null
  readonly enhanced_prompt: string | null
  readonly hidden: number
  readonly deleted_at_ms: number | null
  readonly revision: number
}

/** Reads whole generations for a query that selects `generation.*`, in the query's order. */
export function selectGenerations(
  database: ReadableDatabase,
  sql: string,
  values: Readonly<Record<string, string | number>> = {}
): Generation[] {
  const rows = database.prepare(sql).all(values) as unknown as GenerationRow[]
  const videos = videosOf(
    database,
    rows.map((row) => row.id)
  )
  const together = measuredTogether(
    database,
    rows.flatMap((row) => row.measurement_id ?? [])
  )
  return rows.map((row) =>
    rowToGeneration(row, videos.get(row.id) ?? [], together.get(row.measurement_id ?? 0) ?? null)
  )
}

function rowToGeneration(
  row: GenerationRow,
  videos: readonly Video[],
  together: MeasuredTogether | null
): Generation {
  return {
    id: row.uuid as GenerationId,
    createdAtUs: row.id,
    revision: row.revision,
    batchId: row.batch_uuid,
    resendOf: row.resend_of as GenerationId | null,
    ...readRequest(row),
    status: rowToStatus(row),
    stateSinceMs: row.state_since_ms,
    balanceBeforeMicrodollars: row.balance_before_microdollars,
    chargedMicrodollars: row.charged_microdollars,
    chargeIsShare: row.charge_is_share === 1,
    measuredTogether: together,
    balanceAfterMicrodollars: row.balance_after_microdollars,
    hidden: row.hidden === 1,
    deletedAtMs: row.deleted_at_ms,
    videos
  }
}

/** A request that cannot be read any more still shows its prompt and model: the row is kept, not dropped. */
export function readRequest(
  row: Pick<GenerationRow, 'request' | 'prompt' | 'model_id'>
): Pick<Generation, 'request' | 'isRequestReadable'> {
  const parsed = GenerationRequest.safeParse(parseJson(row.request))
  return parsed.success
    ? { request: parsed.data, isRequestReadable: true }
    : { request: { modelId: row.model_id, prompt: row.prompt }, isRequestReadable: false }
}

const unreadable: Problem = { code: 'bug', message: 'The reason was not recorded.', retryable: false }

function rowToStatus(row: GenerationRow): Status {
  const submittedAtMs = row.submitted_at_ms ?? row.state_since_ms
  const problem = readProblem(row.problem)
  const remoteId = row.remote_id
  switch (row.state) {
    case 'queued':
      return { state: 'queued', notBeforeMs: row.not_before_ms, needsClick: row.needs_click === 1, problem }
    case 'submitting':
      return { state: 'submitting', submittedAtMs }
    case 'unconfirmed':
      return { state: 'unconfirmed', submittedAtMs, problem: problem ?? unreadable }
    case 'processing':
      return {
        state: 'processing',
        submittedAtMs,
        remoteId: remoteId ?? '',
        etaSeconds: row.eta_seconds,
        nextPollAtMs: row.next_poll_at_ms ?? row.state_since_ms,
        unknownSinceMs: row.unknown_since_ms
      }
    case 'downloading':
      return { state: 'downloading', submittedAtMs, remoteId }
    case 'ready':
      return { state: 'ready', submittedAtMs, remoteId }
    case 'failed':
      return { state: 'failed', submittedAtMs, remoteId, problem: problem ?? unreadable }
    case 'cancelled':
      return { state: 'cancelled', problem }
  }
}

/** A row that is new to the database, and how it came there. */
interface InsertedGeneration {
  readonly id: GenerationId
  /** Bumped to the next free key. */
  readonly createdAtUs: number
  readonly batchId: string
  readonly batchPosition: number
  readonly resendOf: GenerationId | null
  readonly request: GenerationRequest
  readonly state: 'queued' | 'processing' | 'ready'
  readonly stateSinceMs: number
  readonly needsClick?: boolean
  readonly notBeforeMs?: number | null
  readonly problem?: Problem
  readonly submittedAtMs?: number
  readonly remoteId?: string | null
  readonly why: string
  /** When that was, for the history. */
  readonly atMs: number
}

/** Writes a row with the first line of its history, and gives back its key. */
export function insertGeneration(database: WritableDatabase, generation: InsertedGeneration): number {
  const { request, state, why, atMs } = generation
  const key = nextKey(database, generation.createdAtUs)
  const value = valuesFor(database, 'generation')
  database
    .prepare(
      `INSERT INTO generation
         (id, uuid, batch_uuid, batch_position, resend_of, request, prompt, model_id, state, state_since_ms,
          not_before_ms, needs_click, problem, submitted_at_ms, remote_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
    )
    .run(
      value('id', key),
      value('uuid', generation.id),
      value('batch_uuid', generation.batchId),
      value('batch_position', generation.batchPosition),
      value('resend_of', generation.resendOf),
      value('request', JSON.stringify(request)),
      value('prompt', request.prompt),
      value('model_id', request.modelId),
      value('state', state),
      value('state_since_ms', generation.stateSinceMs),
      value('not_before_ms', generation.notBeforeMs ?? null),
      value('needs_click', generation.needsClick ? 1 : 0),
      value('problem', writeJson(generation.problem)),
      value('submitted_at_ms', generation.submittedAtMs),
      value('remote_id', generation.remoteId)
    )
  insertEvent(database, key, { atMs, from: null, to: state, why })
  return key
}

/** Writes a status over a row that is still in `from`; false when it is not. */
export function writeStatus(
  database: WritableDatabase,
  uuid: GenerationId,
  from: GenerationState,
  status: Status,
  atMs: number
): boolean {
  const value = valuesFor(database, 'generation')
  const processing = status.state === 'processing' ? status : null
  const queued = status.state === 'queued' ? status : null
  const { changes } = database
    .prepare(
      `UPDATE generation SET
         state = ?, state_since_ms = CASE WHEN state = ? THEN state_since_ms ELSE ? END,
         not_before_ms = ?, needs_click = ?, submitted_at_ms = ?,
         remote_id = COALESCE(?, remote_id), eta_seconds = COALESCE(?, eta_seconds),
         next_poll_at_ms = ?, unknown_since_ms = ?, problem = ?, revision = revision + 1
       WHERE uuid = ? AND state = ?`
    )
    .run(
      value('state', status.state),
      value('state', status.state),
      value('state_since_ms', atMs),
      value('not_before_ms', queued?.notBeforeMs),
      value('needs_click', queued?.needsClick ? 1 : 0),
      value('submitted_at_ms', 'submittedAtMs' in status ? status.submittedAtMs : null),
      value('remote_id', 'remoteId' in status ? status.remoteId : null),
      value('eta_seconds', processing?.etaSeconds),
      value('next_poll_at_ms', processing?.nextPollAtMs),
      value('unknown_since_ms', processing?.unknownSinceMs),
      value('problem', writeJson('problem' in status ? status.problem : null)),
      uuid,
      from
    )
  return changes === 1
}

/** The next free key at or after a time: a creation time in microseconds is an identity here. */
function nextKey(database: ReadableDatabase, atUs: number): number {
  const row = database
    .prepare(
      `SELECT CASE WHEN EXISTS (SELECT 1 FROM generation WHERE id = ?1) THEN
         (SELECT MIN(taken.id) + 1 FROM generation AS taken WHERE taken.id >= ?1
            AND NOT EXISTS (SELECT 1 FROM generation AS next WHERE next.id = taken.id + 1))
       ELSE ?1 END AS key`
    )
    .get(atUs) as { key: number }
  return row.key
}

export function keyOf(database: ReadableDatabase, uuid: GenerationId): number | null {
  const row = database.prepare('SELECT id FROM generation WHERE uuid = ?').get(uuid) as
    { id: number } | undefined
  return row?.id ?? null
}
