import type { WritableDatabase } from '../connection/database'
import { fitted, type Columns, type Fields, type SqlValue, type Table } from './column-types'

/** Row as SQLite returns it. */
export type Row = Readonly<Record<string, SqlValue>>

/** Fields to write; what is undefined is left as it is. */
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

export function insertRow<Of extends Columns>(
  database: WritableDatabase,
  table: Table<Of>,
  changes: Changes<Of>
): void {
  const values = boundValues(database, table, changes)
  const names = Object.keys(values)
  database
    .prepare(
      `INSERT INTO ${table.name} (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`
    )
    .run(values)
}

/** What a column becomes: SQL over its present value and the one that is bound under its name. */
export type Rule = (name: string) => string

/** Null leaves what is known. */
export const unlessNull: Rule = (name) => `COALESCE(:${name}, ${name})`
/** Adds to a number. */
export const added: Rule = (name) => `${name} + :${name}`
/** What is known stays. */
export const ifUnknown: Rule = (name) => `COALESCE(${name}, :${name})`

export type Rules<Of extends Columns> = { readonly [Name in keyof Of]?: Rule }

/**
 * Updates the rows that a condition names, and returns how many there were.
 *
 * @param rules Fields that are not simply replaced.
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
