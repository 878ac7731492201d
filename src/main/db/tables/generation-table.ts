import type { BatchPlace } from '@shared/batch/batch-place'
import type { GenerationId, GenerationState, Origin } from '@shared/generation'
import { noAnnotations } from '@shared/library/annotations'
import type { Problem } from '@shared/problem'
import { GenerationRequest } from '@shared/request'
import type { Generation, Status } from '../../generations/domain/generation'
import type { ReadableDatabase, WritableDatabase } from '../connection/database'
import { parseJson, type Fields } from './column-types'
import { annotationsByKey } from './curation/annotation-table'
import { usesByClip } from './curation/edit-table'
import { insertEvent } from './event-table'
import { generations, ownColumns, requestColumns, statusColumns } from './generation-columns'
import { measuredTogether } from './measurement-table'
import {
  added,
  insertRow,
  readFields,
  unlessNull,
  updateRows,
  type Changes,
  type Row,
  type Rules
} from './rows'
import { videosOf } from './video-table'

/** Reads whole generations for a query that selects `generation.*`, in the query's order. */
export function selectGenerations(
  database: ReadableDatabase,
  sql: string,
  values: Readonly<Record<string, string | number>> = {}
): Generation[] {
  const rows = database.prepare(sql).all(values) as unknown as GenerationRow[]
  const keys = rows.map((row) => row.id)
  const videos = videosOf(database, keys)
  const annotations = annotationsByKey(database, keys)
  const uses = usesByClip(database, keys)
  const together = measuredTogether(
    database,
    rows.flatMap((row) => row.measurement_id ?? [])
  )
  return rows.map((row) => ({
    ...readFields(ownColumns, row),
    ...readRequest(row),
    status: statusOf(readFields(statusColumns, row), row.state_since_ms),
    measuredTogether: together.get(row.measurement_id ?? 0) ?? null,
    annotations: annotations.get(row.id) ?? noAnnotations,
    uses: uses.get(row.id) ?? [],
    videos: videos.get(row.id) ?? []
  }))
}

type GenerationRow = Row & {
  readonly id: number
  readonly measurement_id: number | null
  readonly state_since_ms: number
}

/** Reads the request. One that cannot be read still shows its prompt and model: the row is kept, not dropped. */
export function readRequest(row: Row): Pick<Generation, 'request' | 'isRequestReadable'> {
  const { requestJson, prompt, modelId } = readFields(requestColumns, row)
  const parsed = GenerationRequest.safeParse(parseJson(requestJson))
  return parsed.success
    ? { request: parsed.data, isRequestReadable: true }
    : { request: { modelId, prompt }, isRequestReadable: false }
}

const unreadable: Problem = { code: 'bug', message: 'The reason was not recorded.', retryable: false }

function statusOf(fields: Fields<typeof statusColumns>, stateSinceMs: number): Status {
  const { state, notBeforeMs, needsClick, remoteId, etaSeconds, unknownSinceMs, problem } = fields
  const submittedAtMs = fields.submittedAtMs ?? stateSinceMs
  switch (state) {
    case 'queued':
      return { state, notBeforeMs, needsClick, problem }
    case 'submitting':
      return { state, submittedAtMs }
    case 'unconfirmed':
      return { state, submittedAtMs, problem: problem ?? unreadable }
    case 'processing': {
      const nextPollAtMs = fields.nextPollAtMs ?? stateSinceMs
      return { state, submittedAtMs, remoteId: remoteId ?? '', etaSeconds, nextPollAtMs, unknownSinceMs }
    }
    case 'downloading':
    case 'ready':
      return { state, submittedAtMs, remoteId }
    case 'failed':
      return { state, submittedAtMs, remoteId, problem: problem ?? unreadable }
    case 'cancelled':
      return { state, problem }
  }
}

/** Row to insert, with the first line of its history. */
interface InsertedGeneration {
  readonly id: GenerationId
  /** Increased to the next free key. */
  readonly createdAtUs: number
  readonly batchId: string
  readonly batchPosition: number
  readonly place?: BatchPlace | null
  readonly resendOf: GenerationId | null
  readonly request: GenerationRequest
  readonly state: 'queued' | 'processing' | 'ready'
  readonly stateSinceMs: number
  readonly origin?: Origin
  readonly needsClick?: boolean
  readonly notBeforeMs?: number | null
  readonly problem?: Problem
  readonly submittedAtMs?: number
  readonly remoteId?: string | null
  readonly why: string
  /** Time of the line in the history. */
  readonly atMs: number
}

/** Writes a row with the first line of its history, and returns its key. */
export function insertGeneration(database: WritableDatabase, generation: InsertedGeneration): number {
  const { request, state, why, atMs } = generation
  const key = nextKey(database, generation.createdAtUs)
  const { prompt, modelId } = request
  insertRow(database, generations, {
    ...generation,
    createdAtUs: key,
    requestJson: JSON.stringify(request),
    prompt,
    modelId
  })
  insertEvent(database, key, { atMs, from: null, to: state, why })
  return key
}

type GenerationColumns = typeof generations.columns

/** Updates rows and counts up their revision; returns their number. */
export const updateGenerations = (
  database: WritableDatabase,
  changes: Changes<GenerationColumns>,
  where: Parameters<typeof updateRows>[3],
  rules: Rules<GenerationColumns> = {}
): number =>
  updateRows(database, generations, { ...changes, revision: 1 }, where, { ...rules, revision: added })

/** Writes a status over a row that is still in `from`; false if it is not. */
export function writeStatus(
  database: WritableDatabase,
  id: GenerationId,
  from: GenerationState,
  status: Status,
  atMs: number
): boolean {
  const changed = updateGenerations(
    database,
    { ...noStatusFields, stateSinceMs: atMs, ...status },
    { sql: 'uuid = :generation AND state = :from', values: { generation: id, from } },
    {
      stateSinceMs: (name) => `CASE WHEN state = :state THEN ${name} ELSE :${name} END`,
      remoteId: unlessNull,
      etaSeconds: unlessNull
    }
  )
  return changed === 1
}

/** Status fields of a state without any. */
const noStatusFields = {
  notBeforeMs: null,
  needsClick: false,
  submittedAtMs: null,
  remoteId: null,
  etaSeconds: null,
  nextPollAtMs: null,
  unknownSinceMs: null,
  problem: null
}

/** Returns the next free key at or after a time: a creation time in microseconds is an identity here. */
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

/**
 * Returns the first millisecond from a time in which nothing was made: the milliseconds of a list's keys tell its
 * batches apart.
 */
export function freeMillisecond(database: ReadableDatabase, atMs: number): number {
  const taken = database.prepare('SELECT 1 FROM generation WHERE id BETWEEN ?1 * 1000 AND ?1 * 1000 + 999')
  let ms = atMs
  while (taken.get(ms) !== undefined) ms += 1
  return ms
}

export function keyOf(database: ReadableDatabase, id: GenerationId): number | null {
  const row = database.prepare('SELECT id AS key FROM generation WHERE uuid = :id').get({ id }) as
    { readonly key: number } | undefined
  return row?.key ?? null
}
