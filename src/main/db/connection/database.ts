import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { ProblemError, type Problem } from '@shared/problem'
import { crashPoint, type Commit } from '../../base/crash-points'
import { makePrivateFile } from '../../base/private-folder'
import { termsFunction } from '../search/searched-texts'
import { boundLog, keptLogBytes } from './write-ahead-log'
import { libraryNewer, resultCode, resultCodes, storageProblem } from './storage-problems'

declare const readable: unique symbol
declare const writable: unique symbol

/** Connection for functions that only read. */
export type ReadableDatabase = DatabaseSyncInstance & { readonly [readable]: true }
/** Connection for functions that also write. */
export type WritableDatabase = ReadableDatabase & { readonly [writable]: true }

/** Before this version two connections could corrupt a write-ahead log (fixed in 3.51.3). */
const oldestSafeSqlite = [3, 51, 3] as const

/**
 * Opens the database file, or an empty database in memory for `:memory:`.
 * Every commit is on disk when it returns (WAL with full synchronous writes).
 * @throws when the file cannot be opened, or the SQLite library is older than 3.51.3.
 */
export function openDatabase(path: string): WritableDatabase {
  try {
    return configured(path, 'NORMAL')
  } catch (error) {
    // A full disk has no room for the log's shared index; an exclusive connection keeps it in memory.
    if (resultCode(error) !== resultCodes.ioError) throw error
    return configured(path, 'EXCLUSIVE')
  }
}

function configured(path: string, locking: 'NORMAL' | 'EXCLUSIVE'): WritableDatabase {
  // SQLite would create it readable to all; the files beside it inherit its mode.
  if (path !== ':memory:') makePrivateFile(path)
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: patienceMs.long })
  try {
    // Before the first read, which decides where the log's index is stored.
    database.exec(`PRAGMA locking_mode = ${locking}`)
    assertSafeSqlite(database)
    database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA journal_size_limit = ${keptLogBytes};
      PRAGMA synchronous = FULL;
      PRAGMA trusted_schema = OFF;
      PRAGMA cell_size_check = ON;
    `)
    database.enableDefensive(true)
    addSearch(database)
    return database as WritableDatabase
  } catch (error) {
    database.close()
    throw error
  }
}

/** Adds `has_terms`, the window's own search rule: SQLite folds ASCII only. */
const addSearch = (database: DatabaseSyncInstance): void =>
  database.function('has_terms', { deterministic: true, directOnly: true }, termsFunction())

/** Longest wait for another program's lock, in milliseconds. It blocks the main process. */
const patienceMs = { long: 5_000, short: 50 }

export function setPatience(database: WritableDatabase, patience: keyof typeof patienceMs): void {
  database.exec(`PRAGMA busy_timeout = ${patienceMs[patience]}`)
}

const readOnlyDatabases = new WeakSet<DatabaseSyncInstance>()

/**
 * Opens a file read-only. Writes are refused with a problem that says why.
 */
export function openReadOnly(path: string): WritableDatabase {
  const database = readingAlone(path)
  readOnlyDatabases.add(database)
  return database
}

/** Returns whether a database was opened to be read only. */
export const isReadOnly = (database: DatabaseSyncInstance): boolean => readOnlyDatabases.has(database)

function readingAlone(path: string): WritableDatabase {
  const database = new DatabaseSync(path, { readOnly: true, timeout: patienceMs.long })
  try {
    readOnce(database, 'user_version', 'pragma_user_version')
    database.exec('PRAGMA trusted_schema = OFF')
    database.enableDefensive(true)
    addSearch(database)
    return database as WritableDatabase
  } catch (error) {
    database.close()
    if (resultCode(error) !== resultCodes.ioError) throw error
    const alone = configured(path, 'EXCLUSIVE')
    alone.exec('PRAGMA query_only = ON')
    return alone
  }
}

/** Returns the version of the SQLite library in use, such as `3.53.0`. */
const sqliteVersion = (database: DatabaseSyncInstance): string =>
  String(readOnce(database, 'sqlite_version()'))

/**
 * Reads one value without a prepared statement. Statements are finalised by the garbage collector, and until then a
 * closed database stays open underneath: its file cannot be renamed on Windows, and its log stays behind.
 *
 * @param column Written out, never from data; so is `from`.
 */
export function readOnce(database: DatabaseSyncInstance, column: string, from?: string): unknown {
  const values: unknown[] = []
  database.function('take_value', { directOnly: true }, (value: unknown) => values.push(value))
  database.exec(`SELECT take_value(${column})${from === undefined ? '' : ` FROM ${from}`}`)
  return values[0]
}

/** Returns `ok`, or the first fault in the file. */
export const quickCheck = (database: DatabaseSyncInstance): string =>
  String(readOnce(database, 'quick_check', 'pragma_quick_check'))

/** Closes a database, with everything in its main file. */
export function closeDatabase(database: WritableDatabase): void {
  try {
    if (!isReadOnly(database)) database.exec('PRAGMA main.wal_checkpoint(TRUNCATE)')
  } finally {
    database.close()
  }
}

function assertSafeSqlite(database: DatabaseSyncInstance): void {
  const version = sqliteVersion(database)
  const parts = version.split('.').map(Number)
  const difference =
    oldestSafeSqlite.map((least, index) => (parts[index] ?? 0) - least).find((step) => step !== 0) ?? 0
  if (difference < 0)
    throw new Error(`SQLite ${version} can corrupt a database in use; 3.51.3 or later is needed`)
}

type OutcomeListener = (problem: Problem | null) => void
const outcomeListeners = new WeakMap<DatabaseSyncInstance, Set<OutcomeListener>>()

/**
 * Calls `listener` with the outcome of each transaction: null where it was committed, else the problem. Returns the
 * function that ends it.
 */
export function onWriteOutcome(database: WritableDatabase, listener: OutcomeListener): () => void {
  const listeners = outcomeListeners.get(database) ?? new Set()
  outcomeListeners.set(database, listeners.add(listener))
  return () => listeners.delete(listener)
}

function reportOutcome(database: WritableDatabase, problem: Problem | null): void {
  for (const listener of outcomeListeners.get(database) ?? []) listener(problem)
}

/**
 * Runs `work` in one write transaction. Must not be nested.
 *
 * @param commit Names the transaction for the crash points around its end.
 * @throws ProblemError where the disk is full, the file is held by another program, or only reading is allowed.
 */
export function inTransaction<T>(database: WritableDatabase, commit: Commit, work: () => T): T {
  if (isReadOnly(database)) throw new ProblemError(libraryNewer)
  const result = committed(database, commit, work)
  reportOutcome(database, null)
  boundLog(database)
  return result
}

function committed<T>(database: WritableDatabase, commit: Commit, work: () => T): T {
  try {
    database.exec('BEGIN IMMEDIATE')
    const result = work()
    crashPoint(`${commit}.before-commit`)
    database.exec('COMMIT')
    crashPoint(`${commit}.committed`)
    return result
  } catch (error) {
    // SQLite rolls back by itself after some errors, such as a full disk.
    if (database.isTransaction) database.exec('ROLLBACK')
    const problem = storageProblem(error)
    if (!problem) throw error
    reportOutcome(database, problem)
    throw Object.assign(new ProblemError(problem), { cause: error })
  }
}
