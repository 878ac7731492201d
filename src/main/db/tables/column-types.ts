import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { RefusedWrite } from '../../base/refused-write'

type Type = 'INTEGER' | 'REAL' | 'TEXT'
export type SqlValue = string | number | null

/** Column of a table, and how a field is stored in it. */
export interface Column<Value> {
  readonly name: string
  /** Type in the schema. */
  readonly type: Type
  /** Stores null in place of a value that does not fit; reading accepts that. */
  readonly isDetail: boolean
  write(value: Value): unknown
  read(stored: SqlValue): Value
}

/** Columns by the names of their fields. */
export type Columns = Readonly<Record<string, Column<unknown>>>

/** Record with a field for each of some columns. */
export type Fields<Of extends Columns> = {
  readonly [Name in keyof Of]: Of[Name] extends Column<infer Value> ? Value : never
}

export interface Table<Of extends Columns = Columns> {
  readonly name: string
  readonly columns: Of
}

const asIs = <Value extends SqlValue>(type: Type, name: string): Column<Value> => ({
  name,
  type,
  isDetail: false,
  write: (value) => value,
  read: (stored) => stored as Value
})

export const integer = (name: string): Column<number> => asIs('INTEGER', name)
export const real = (name: string): Column<number> => asIs('REAL', name)
export const text = <Value extends string = string>(name: string): Column<Value> => asIs('TEXT', name)

/** Stores true and false as 1 and 0. */
export const flag = (name: string): Column<boolean> => ({
  ...asIs<never>('INTEGER', name),
  write: (value) => (value ? 1 : 0),
  read: (stored) => stored === 1
})

/** Stores a value as JSON, and null as null. */
export const json = <Value>(name: string, read: (text: string | null) => Value): Column<Value> => ({
  ...asIs<never>('TEXT', name),
  write: writeJson,
  read: (stored) => read(typeof stored === 'string' ? stored : null)
})

export const nullable = <Value>(column: Column<Value>): Column<Value | null> => ({
  ...column,
  write: (value) => (value === null ? null : column.write(value)),
  read: (stored) => (stored === null ? null : column.read(stored))
})

export const detail = <Value>(column: Column<Value>): Column<Value | null> => ({
  ...nullable(column),
  isDetail: true
})

const writeJson = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value)

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const leftOutListeners = new WeakMap<DatabaseSyncInstance, (what: string) => void>()

/** Calls `listener` for each detail that did not fit its column and was left out. */
export function onLeftOut(database: DatabaseSyncInstance, listener: (what: string) => void): void {
  leftOutListeners.set(database, listener)
}

/**
 * Returns a value as its column takes it: a STRICT table refuses the whole row for one fraction, and with it an id
 * that was paid for.
 *
 * @throws RefusedWrite if the value does not fit a required column.
 */
export function fitted(
  database: DatabaseSyncInstance,
  table: string,
  column: Column<unknown>,
  value: unknown
): SqlValue {
  if (value === null || value === undefined) return null
  const fits = fit(column.type, value)
  if (fits !== null) return fits
  const what = `${table}.${column.name} (${column.type}) does not take ${typeof value === 'number' ? value : `a ${typeof value}`}`
  if (!column.isDetail) throw new RefusedWrite(what)
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
