import type { WritableDatabase } from '../connection/database'
import { fitted, type Columns, type Fields, type SqlValue, type Table } from './column-types'

/** Row as SQLite returns it. */
export type Row = Readonly<Record<string, SqlValue>>

/** Fields to write; undefined ones stay as they are. */
export type Changes<Of extends Columns> = { readonly [Name in keyof Of]?: Fields<Of>[Name] | undefined }

/** Reads the fields of some columns from a row. */
export function readFields<Of extends Columns>(columns: Of, row: Row): Fields<Of> {
  const entries = Object.entries(columns).map(([field, column]) => [
    field,
    column.read(row[column.name] ?? null)
  ])
  return Object.fromEntries(entries) as Fields<Of>
}

/** Returns values by the names of their columns, each fitted to its column's type. Other fields are left out. */
export function boundValues<Of extends Columns>(
  database: WritableDatabase,
  { name, columns }: Table<Of>,
  changes: Changes<Of>
): Readonly<Record<string, SqlValue>> {
  const bound = Object.entries(columns).flatMap(([field, column]) => {
    const value = changes[field] as unknown
    return value === undefined ? [] : [[column.name, fitted(database, name, column, column.write(value))]]
  })
  return Object.fromEntries(bound) as Record<string, SqlValue>
}

/** Inserts a row and returns its key. */
export function insertRow<Of extends Columns>(
  database: WritableDatabase,
  table: Table<Of>,
  changes: Changes<Of>
): number {
  const values = boundValues(database, table, changes)
  const names = Object.keys(values)
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO ${table.name} (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`
    )
    .run(values)
  return Number(lastInsertRowid)
}

/** SQL of a column's new value, from its present one and the one bound under its name. */
export type Rule = (name: string) => string

/** Null leaves the present value. */
export const unlessNull: Rule = (name) => `COALESCE(:${name}, ${name})`
/** Adds to a number. */
export const added: Rule = (name) => `${name} + :${name}`
/** A present value stays. */
export const ifUnknown: Rule = (name) => `COALESCE(${name}, :${name})`

export type Rules<Of extends Columns> = { readonly [Name in keyof Of]?: Rule }

/**
 * Updates the rows that a condition names, and returns their number.
 *
 * @param rules For fields that are not simply replaced.
 */
export function updateRows<Of extends Columns>(
  database: WritableDatabase,
  table: Table<Of>,
  changes: Changes<Of>,
  where: { readonly sql: string; readonly values: Row },
  rules: Rules<Of> = {}
): number {
  const values = boundValues(database, table, changes)
  const assignments = Object.entries(table.columns)
    .filter(([, { name }]) => name in values)
    .map(([field, { name }]) => `${name} = ${(rules[field] ?? replaced)(name)}`)
  if (assignments.length === 0) return 0
  const { changes: count } = database
    .prepare(`UPDATE ${table.name} SET ${assignments.join(', ')} WHERE ${where.sql}`)
    .run({ ...values, ...where.values })
  return count
}

const replaced: Rule = (name) => `:${name}`
