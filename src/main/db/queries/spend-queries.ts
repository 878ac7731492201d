import type { MeasuredPrice } from '@shared/money/spend'
import type { GenerationId, GenerationState } from '@shared/generation'
import type { GenerationRequest } from '@shared/request'
import type { SpendRecord } from '../../spending/summary'
import type { ReadableDatabase } from '../connection/database'
import { measuredTogether } from '../tables/measurement-table'
import { readRequest } from '../tables/generation-table'
import type { Row } from '../tables/rows'

/** @internal */
export const sentSinceSql = `
  SELECT uuid, batch_uuid, submitted_at_ms, state, request, prompt, model_id, charged_microdollars,
    CASE WHEN json_valid(problem) THEN problem ->> 'charged' END AS said,
    CASE WHEN charged_microdollars IS NULL THEN measurement_id END AS measurement_id
  FROM generation WHERE submitted_at_ms >= :sinceMs AND state NOT IN ('queued', 'cancelled') ORDER BY submitted_at_ms, id`

/** Returns the generations sent since a time, oldest first, with those in the trash: they were paid too. */
export function sentSince(database: ReadableDatabase, sinceMs: number): readonly SpendRecord[] {
  const rows = database.prepare(sentSinceSql).all({ sinceMs }) as unknown as {
    readonly uuid: GenerationId
    readonly batch_uuid: string
    readonly submitted_at_ms: number
    readonly state: GenerationState
    readonly request: string
    readonly prompt: string
    readonly model_id: string
    readonly charged_microdollars: number | null
    readonly said: string | null
    readonly measurement_id: number | null
  }[]
  const together = measuredTogether(
    database,
    rows.flatMap((row) => row.measurement_id ?? [])
  )
  return rows.map((row) => ({
    id: row.uuid,
    batchId: row.batch_uuid,
    submittedAtMs: row.submitted_at_ms,
    failed: row.state === 'failed',
    chargedNothing: row.state === 'failed' && row.said === 'no',
    request: readRequest(row).request,
    chargedMicrodollars: row.charged_microdollars,
    measuredTogether: together.get(row.measurement_id ?? 0) ?? null
  }))
}

/** Returns requests that may have been charged at or after a time, including those still running. */
export function mayHaveBeenChargedSince(
  database: ReadableDatabase,
  sinceMs: number
): readonly GenerationRequest[] {
  const rows = database
    .prepare(
      `SELECT request, prompt, model_id FROM generation
       WHERE state IN ('submitting', 'unconfirmed', 'processing')
         OR (submitted_at_ms >= :sinceMs AND state NOT IN ('queued', 'cancelled'))`
    )
    .all({ sinceMs }) as unknown as Row[]
  return rows.map((row) => readRequest(row).request)
}

/**
 * Returns measured charges of finished generations by model, length, size and sound, newest first. Without the plus, SQLite
 * would sort all finished ones for the newest.
 */
export function measuredPrices(database: ReadableDatabase): MeasuredPrice[] {
  const rows = database
    .prepare(
      `SELECT model_id AS modelId, request ->> 'durationSeconds' AS durationSeconds,
         request ->> 'resolution' AS resolution, request ->> 'generateAudio' AS sound,
         charged_microdollars AS charged
       FROM generation WHERE charged_microdollars > 0 AND charge_is_share = 0 AND +state IN ('ready', 'downloading') AND json_valid(request)
       ORDER BY id DESC LIMIT 2000`
    )
    .all() as unknown as {
    readonly modelId: string
    readonly durationSeconds: number | null
    readonly resolution: string | null
    /** SQLite's 1 and 0 for true and false. */
    readonly sound: number | null
    readonly charged: number
  }[]
  const groups = new Map<string, MeasuredPrice>()
  for (const { charged, sound, ...settings } of rows) {
    const group = { ...settings, generateAudio: sound === null ? null : sound === 1 }
    const key = JSON.stringify(Object.values(group))
    const known = groups.get(key) ?? { ...group, charges: [] }
    if (known.charges.length < 50) known.charges.push(charged)
    groups.set(key, known)
  }
  return [...groups.values()]
}
