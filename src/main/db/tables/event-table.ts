import type { GenerationEventView, GenerationState } from '@shared/generation'
import type { ReadableDatabase, WritableDatabase } from '../connection/database'
import { integer, nullable, text } from './column-types'
import { insertRow, readFields, type Row } from './rows'

const ownColumns = {
  atMs: integer('at_ms'),
  from: nullable(text<GenerationState>('from_state')),
  to: text<GenerationState>('to_state'),
  why: text('why')
}

/** @internal */
export const events = {
  name: 'generation_event',
  columns: { ...ownColumns, generationKey: integer('generation_id') }
}

export const insertEvent = (
  database: WritableDatabase,
  generationKey: number,
  event: GenerationEventView
): void => void insertRow(database, events, { ...event, generationKey })

/** Returns the history of a generation, oldest first. */
export function eventsOf(database: ReadableDatabase, generationKey: number): GenerationEventView[] {
  const rows = database
    .prepare('SELECT * FROM generation_event WHERE generation_id = :generationKey ORDER BY id')
    .all({ generationKey }) as unknown as Row[]
  return rows.map((row) => readFields(ownColumns, row))
}
