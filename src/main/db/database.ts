import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { ProblemError } from '@shared/problem'
import { crashPoint, type Commit } from '../crash-points'
import { libraryNewer, storageProblem } from './storage-problems'

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

const readOnlyDatabases = new WeakSet<DatabaseSyncInstance>()

/**
 * Opens a file for reading alone. Functions that write may be given it: each write is refused with a problem that
 * says why.
 */
export function openReadOnly(path: string): WritableDatabase {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 })
  readOnlyDatabases.add(database)
  return database as WritableDatabase
}

/** The version of the SQLite library in use, such as `3.53.0`. */
export const sqliteVersion = (database: DatabaseSyncInstance): string =>
  String(readOnce(database, 'sqlite_version()'))

/**
 * Reads one value without a prepared statement. Those are ended by the garbage collector alone, and until then a
 * database that was closed stays open underneath: its file cannot be renamed on Windows, and its log stays behind.
 *
 * @param column Written out, never from data; so is `from`.
 */
export function readOnce(database: DatabaseSyncInstance, column: string, from?: string): unknown {
  const values: unknown[] = []
  database.function('take_value', { directOnly: true }, (value: unknown) => values.push(value))
  database.exec(`SELECT take_value(${column})${from === undefined ? '' : ` FROM ${from}`}`)
  return values[0]
}

/** `ok`, or the first thing that is wrong with the file. */
export const quickCheck = (database: DatabaseSyncInstance): string =>
  String(readOnce(database, 'quick_check', 'pragma_quick_check'))

/** Closes a database in use, with everything in its main file. */
export function closeDatabase(database: WritableDatabase): void {
  if (!readOnlyDatabases.has(database)) database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
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
 * @throws ProblemError where the disk is full, the file is held by another program, or only reading is allowed.
 */
export function inTransaction<T>(database: WritableDatabase, commit: Commit, work: () => T): T {
  if (readOnlyDatabases.has(database)) throw new ProblemError(libraryNewer)
  try {
    database.exec('BEGIN IMMEDIATE')
    const result = work()
    crashPoint(`${commit}.before-commit`)
    database.exec('COMMIT')
    crashPoint(`${commit}.committed`)
    return result
  } catch (error) {
    // SQLite has already rolled back by itself after some errors, such as a full disk.
    if (database.isTransaction) database.exec('ROLLBACK')
    const problem = storageProblem(error)
    throw problem ? Object.assign(new ProblemError(problem), { cause: error }) : error
  }
}
