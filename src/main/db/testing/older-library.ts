import { copyFileSync, rmSync } from 'node:fs'
import { closeDatabase, openDatabase, type WritableDatabase } from '../connection/database'
import { migrate } from '../migrations/migrate'

/** Rewrites a closed library as a version with an older schema would have left it. */
export function rewriteWithSchema(path: string, schema: number): void {
  const [newer, older] = [openDatabase(path), openDatabase(`${path}.older`)]
  migrate(older, schema)
  older.exec('PRAGMA foreign_keys = OFF')
  for (const table of tablesOf(older)) copyRows(newer, older, table)
  closeDatabase(newer)
  closeDatabase(older)
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
  // A copy: SQLite shares cached pages of a file with statements that are not collected yet.
  copyFileSync(`${path}.older`, path)
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}.older${suffix}`, { force: true })
}

/** Copies the columns that the older table has. */
function copyRows(from: WritableDatabase, to: WritableDatabase, table: string): void {
  const newer = new Set(columnsOf(from, table))
  const columns = columnsOf(to, table).filter((column) => newer.has(column))
  const insert = to.prepare(
    `INSERT OR REPLACE INTO "${table}" (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`
  )
  const rows = from.prepare(`SELECT ${columns.join(', ')} FROM "${table}"`).all() as Record<string, string>[]
  for (const row of rows) insert.run(...columns.map((column) => row[column] ?? null))
}

const tablesOf = (database: WritableDatabase): readonly string[] =>
  namesIn(database, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")

const columnsOf = (database: WritableDatabase, table: string): readonly string[] =>
  namesIn(database, `SELECT name FROM pragma_table_info('${table}')`)

const namesIn = (database: WritableDatabase, sql: string): readonly string[] =>
  (database.prepare(sql).all() as { name: string }[]).map(({ name }) => name)
