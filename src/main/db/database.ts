import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { crashPoint, type Commit } from '../crash-points'

declare const readable: unique symbol
declare const writable: unique symbol

/** A connection that a reading function may use. */
export type ReadableDatabase = DatabaseSyncInstance & { readonly [readable]: true }
/** A connection that a writing function may use; reading is included. */
export type WritableDatabase = ReadableDatabase & { readonly [writable]: true }

/** Before this version two connections could corrupt a write-ahead log (fixed in 3.51.3). */
const oldestSafeSqlite = [3, 51, 3] as const

/**
 * Opens the database file, or an empty database in memory for `:memory:`.
 * Every commit is on disk when it returns (WAL with full synchronous writes).
 * @throws when the file cannot be opened, or the SQLite library is older than 3.51.3.
 */
export function openDatabase(path: string): WritableDatabase {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 5000 })
  try {
    assertSafeSqlite(database)
    database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA trusted_schema = OFF;
      PRAGMA cell_size_check = ON;
    `)
    return database as WritableDatabase
  } catch (error) {
    database.close()
    throw error
  }
}

/** The version of the SQLite library in use, such as `3.53.0`. */
export function sqliteVersion(database: DatabaseSyncInstance): string {
  return (database.prepare('SELECT sqlite_version() AS version').get() as { version: string }).version
}

function assertSafeSqlite(database: DatabaseSyncInstance): void {
  const version = sqliteVersion(database)
  const parts = version.split('.').map(Number)
  const difference =
    oldestSafeSqlite.map((least, index) => (parts[index] ?? 0) - least).find((step) => step !== 0) ?? 0
  if (difference < 0)
    throw new Error(`SQLite ${version} can corrupt a database in use; 3.51.3 or later is needed`)
}

/**
 * Runs `work` in one write transaction: all of it is kept, or none. Not to be nested.
 *
 * @param commit Names the transaction for the crash points around its end.
 */
export function inTransaction<T>(database: WritableDatabase, commit: Commit, work: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    crashPoint(`${commit}.before-commit`)
    database.exec('COMMIT')
    crashPoint(`${commit}.committed`)
    return result
  } catch (error) {
    // SQLite has already rolled back by itself after some errors, such as a full disk.
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
