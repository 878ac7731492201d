import type { GenerationEventView, GenerationState } from '@shared/generation'
import { valuesFor } from './column-types'
import type { ReadableDatabase, WritableDatabase } from '../connection/database'

interface EventRow {
  readonly at_ms: number
  readonly from_state: GenerationState | null
  readonly to_state: GenerationState
  readonly why: string
}

export function insertEvent(
  database: WritableDatabase,
  generationId: number,
  event: GenerationEventView
): void {
  const value = valuesFor(database, 'generation_event')
  database
    .prepare(
      'INSERT INTO generation_event (generation_id, at_ms, from_state, to_state, why) VALUES (?, ?, ?, ?, ?)'
    )
    .run(
      value('generation_id', generationId),
      value('at_ms', event.atMs),
      value('from_state', event.from),
      value('to_state', event.to),
      value('why', event.why)
    )
}

/** Oldest first. */
export function eventsOf(database: ReadableDatabase, generationId: number): GenerationEventView[] {
  const rows = database
    .prepare(
      'SELECT at_ms, from_state, to_state, why FROM generation_event WHERE generation_id = ? ORDER BY id'
    )
    .all(generationId) as unknown as EventRow[]
  return rows.map((row) => ({ atMs: row.at_ms, from: row.from_state, to: row.to_state, why: row.why }))
}
