import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { RefusedWrite } from '../../base/refused-write'

type Type = 'INTEGER' | 'REAL' | 'TEXT'
type SqlValue = string | number | null
/** `detail`: null is stored in place of a value that does not fit, and reading copes with that. */
type Column = Type | `${Type} detail`

/** Every column that is written, with its type in the schema; a test compares them. */
export const columnTypes = {
  generation: {
    id: 'INTEGER',
    uuid: 'TEXT',
    batch_uuid: 'TEXT',
    batch_position: 'INTEGER',
    resend_of: 'TEXT detail',
    request: 'TEXT',
    prompt: 'TEXT',
    model_id: 'TEXT',
    state: 'TEXT',
    state_since_ms: 'INTEGER',
    not_before_ms: 'INTEGER detail',
    needs_click: 'INTEGER',
    submitted_at_ms: 'INTEGER detail',
    balance_before_microdollars: 'INTEGER detail',
    charged_microdollars: 'INTEGER detail',
    balance_after_microdollars: 'INTEGER detail',
    measurement_id: 'INTEGER detail',
    charge_is_share: 'INTEGER',
    remote_id: 'TEXT',
    eta_seconds: 'INTEGER detail',
    next_poll_at_ms: 'INTEGER detail',
    unknown_since_ms: 'INTEGER detail',
    problem: 'TEXT detail',
    enhanced_prompt: 'TEXT detail',
    submit_response: 'TEXT detail',
    raw_response: 'TEXT detail',
    hidden: 'INTEGER',
    deleted_at_ms: 'INTEGER',
    revision: 'INTEGER',
    journaled_revision: 'INTEGER'
  },
  video: {
    uuid: 'TEXT',
    generation_id: 'INTEGER',
    position: 'INTEGER',
    state: 'TEXT',
    url: 'TEXT detail',
    proxy_url: 'TEXT detail',
    file_name: 'TEXT',
    file_key: 'TEXT',
    source_bytes: 'INTEGER detail',
    source_sha256: 'TEXT',
    file_bytes: 'INTEGER detail',
    file_sha256: 'TEXT',
    width: 'INTEGER detail',
    height: 'INTEGER detail',
    duration_ms: 'INTEGER detail',
    frames_per_second: 'REAL detail',
    video_codec: 'TEXT detail',
    audio_codec: 'TEXT detail',
    saved_at_ms: 'INTEGER',
    attempts: 'INTEGER',
    next_attempt_at_ms: 'INTEGER detail',
    problem: 'TEXT detail',
    traits: 'TEXT detail',
    media_sha256: 'TEXT detail',
    held: 'TEXT detail'
  },
  generation_event: {
    generation_id: 'INTEGER',
    at_ms: 'INTEGER',
    from_state: 'TEXT',
    to_state: 'TEXT',
    why: 'TEXT'
  }
} as const satisfies Readonly<Record<string, Readonly<Record<string, Column>>>>

export type Table = keyof typeof columnTypes
export type ColumnOf<T extends Table> = keyof (typeof columnTypes)[T] & string

const leftOutListeners = new WeakMap<DatabaseSyncInstance, (what: string) => void>()

/** `listener` is notified of each detail that did not fit its column and was left out. */
export function onLeftOut(database: DatabaseSyncInstance, listener: (what: string) => void): void {
  leftOutListeners.set(database, listener)
}

/**
 * Returns a function that brings a value to its column's type before it is bound: a STRICT table refuses the whole
 * row for one fraction, and with it an id that was paid for.
 *
 * @throws RefusedWrite where the value does not fit a column that the row is nothing without.
 */
export const valuesFor =
  <T extends Table>(database: DatabaseSyncInstance, table: T) =>
  (column: ColumnOf<T>, value: unknown): SqlValue => {
    const kind = (columnTypes[table] as Readonly<Record<string, Column>>)[column] as Column
    const [type, detail] = kind.split(' ') as [Type, 'detail'?]
    if (value === null || value === undefined) return null
    const fitted = fit(type, value)
    if (fitted !== null) return fitted
    const what = `${table}.${column} (${type}) does not take ${typeof value === 'number' ? value : `a ${typeof value}`}`
    if (!detail) throw new RefusedWrite(what)
    leftOutListeners.get(database)?.(what)
    return null
  }

function fit(type: Type, value: unknown): SqlValue {
  if (type === 'TEXT') return typeof value === 'string' ? value : null
  if (typeof value !== 'number' || !Number.isFinite(value)) return null
  if (type === 'REAL') return value
  const whole = Math.round(value) + 0
  return Number.isSafeInteger(whole) ? whole : null
}
