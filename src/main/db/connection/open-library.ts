import { copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { ProblemError } from '@shared/problem'
import { crashPoint } from '../../base/crash-points'
import type { Logger } from '../../logging/logger'
import { listBackups, makeBackupSync, rotateBackupsSync, type Backup } from '../recovery/backup'
import { isSound } from '../recovery/check-copy'
import { noteCleanClose, takeCleanClose } from './clean-close'
import { parseJson } from '../tables/column-types'
import { closeDatabase, openDatabase, openReadOnly, quickCheck, type WritableDatabase } from './database'
import { flushFileSync, flushFolderSync } from '../../base/files'
import { migrate, newestSchema, schemaVersion } from '../migrations/migrate'
import { removeValue, readValue, writeValue } from '../tables/key-value/key-value-table'
import { holdBackQueued, noteIncomplete, noteRestored } from '../recovery/restored-rows'
import { assertOwnSchema } from './schema-check'
import { AlteredError, DamagedError, isDamage, setAside } from '../recovery/set-aside'
import { storageProblem } from './storage-problems'

/** The file was readable but its schema was altered by another program. */
const isAltered = z.boolean().optional()

const Origin = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('existing') }),
  /** Neither a database nor a backup existed. */
  z.object({ kind: z.literal('new') }),
  /** The database was unreadable and set aside; there was no backup. */
  z.object({ kind: z.literal('damaged'), isAltered }),
  /** A backup replaced a database that was unreadable or missing. */
  z.object({ kind: z.literal('restored'), backupAtMs: z.int(), isAltered }),
  /** Sound, but its last writes are lost: the log is gone, or an older copy replaced it. */
  z.object({ kind: z.literal('incomplete') }),
  /** Written by a newer version of Dailies: opened read-only. */
  z.object({ kind: z.literal('newer') })
])
export type DatabaseOrigin = z.infer<typeof Origin>

export interface OpenedLibrary {
  readonly database: WritableDatabase
  readonly origin: DatabaseOrigin
}

/** Runs in a row that ended before they had checked the whole file, this one included; 0 once it is checked. */
const uncheckedRuns = new WeakMap<WritableDatabase, number>()

/** Returns whether the whole file was checked in this run. Until then nothing may be sent. */
export const isChecked = (database: WritableDatabase): boolean => uncheckedRuns.get(database) === 0

/**
 * Reads the whole file, which takes longer the larger it is. Returns whether it is sound; if it is not, or cannot be
 * read, the next start checks it before it is used, and handles whatever is wrong.
 */
export function checkWhole(database: WritableDatabase, logger: Logger): boolean {
  try {
    assertSound(database)
    return true
  } catch (error) {
    logger.error('Database unreadable', error)
    uncheckedRuns.delete(database)
    return false
  }
}

/** Notes that another process checked the whole file and found it sound. */
export const noteSound = (database: WritableDatabase): void => void uncheckedRuns.set(database, 0)

interface OpenDeps {
  readonly logger: Logger
  readonly nowMs: number
}

/** Returns the folder of a database's backups. */
export const backupFolder = (path: string): string => join(dirname(path), 'backups')

/**
 * Opens the library database at the newest schema. An unreadable file is set aside, never overwritten, and replaced
 * by the newest sound backup, or by an empty database where there is none.
 * @throws ProblemError where the disk is full or another program holds the file; nothing is changed then.
 */
export function openLibraryDatabase(path: string, deps: OpenDeps): OpenedLibrary {
  try {
    return openOrReplace(path, deps)
  } catch (error) {
    const problem = storageProblem(error)
    throw problem ? Object.assign(new ProblemError(problem), { cause: error }) : error
  }
}

function openOrReplace(path: string, deps: OpenDeps): OpenedLibrary {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? null
  if (size === null || size === 0) return openReplacement(path, deps, 'new')
  try {
    return openPresent(path, deps)
  } catch (error) {
    if (!isDamage(error, path)) throw error
    deps.logger.error('Database unreadable, setting it aside', error)
    return withReason(openReplacement(path, deps, 'damaged'), error instanceof AlteredError)
  }
}

function withReason({ database, origin }: OpenedLibrary, isAltered: boolean): OpenedLibrary {
  const has = origin.kind === 'damaged' || origin.kind === 'restored'
  return { database, origin: has && isAltered ? { ...origin, isAltered } : origin }
}

/** Puts the newest sound backup in place, or an empty database. */
function openReplacement(path: string, deps: OpenDeps, otherwise: 'new' | 'damaged'): OpenedLibrary {
  setAside(path, deps.nowMs)
  for (const backup of listBackups(backupFolder(path), deps.nowMs)) {
    const restored = restore(path, backup, deps)
    if (restored) return restored
  }
  createEmpty(path, otherwise, deps)
  return { ...openPresent(path, deps), origin: { kind: otherwise } }
}

/** Creates an empty database. The pending import is noted before the rename, from which on the file counts. */
function createEmpty(path: string, kind: 'new' | 'damaged', deps: OpenDeps): void {
  const copy = `${path}.beginning`
  for (const suffix of ['', '-wal', '-shm']) rmSync(copy + suffix, { force: true })
  const database = openMigrated(copy, deps)
  try {
    writeValue(database, 'taking_up', JSON.stringify({ kind }))
    database.exec('PRAGMA journal_mode = DELETE')
  } finally {
    database.close()
  }
  putInPlace(copy, path)
}

function putInPlace(copy: string, path: string): void {
  flushFileSync(copy)
  renameSync(copy, path)
  flushFolderSync(dirname(path))
}

function openPresent(path: string, deps: OpenDeps): OpenedLibrary {
  const hadLog = existsSync(`${path}-wal`)
  const earlierUncheckedRuns = takeCleanClose(path)
  const found = versionOf(path)
  if (found > newestSchema) {
    deps.logger.warn(
      `Library database has schema ${found}, newest known is ${newestSchema}: opened read-only`
    )
    const database = openReadOnly(path)
    noteSound(database)
    return { database, origin: { kind: 'newer' } }
  }
  const database = openMigrated(path, deps, earlierUncheckedRuns)
  const wasClosed = readValue(database, 'closed') !== null
  // A database that was not closed leaves its log behind: without the log its last writes are lost.
  if (!hadLog && !wasClosed && unfinishedOrigin(database) === null) noteIncomplete(database, deps.nowMs)
  if (wasClosed) noteInUse(database, path, deps)
  return { database, origin: unfinishedOrigin(database) ?? { kind: 'existing' } }
}

/** Removes the mark of a clean close from the main file, whatever becomes of the log. */
function noteInUse(database: WritableDatabase, path: string, { logger }: OpenDeps): void {
  try {
    removeValue(database, 'closed')
    database.exec('PRAGMA main.wal_checkpoint(PASSIVE)')
  } catch (error) {
    if (isDamage(error, path)) throw error
    // A full or failing disk still lets the library be viewed.
    logger.warn('In-use flag of the database could not be written', error)
  }
}

/** Closes the library database and marks it as cleanly closed. */
export function closeLibraryDatabase(database: WritableDatabase): void {
  const path = database.location()
  closeMarked(database)
  const unchecked = uncheckedRuns.get(database)
  if (path !== null && unchecked !== undefined) noteCleanClose(path, unchecked)
}

function closeMarked(database: WritableDatabase): void {
  try {
    writeValue(database, 'closed', 'whole')
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
  } finally {
    closeDatabase(database)
  }
}

/** Returns the origin noted by an earlier start that ended before the folder's clips were imported. */
function unfinishedOrigin(database: WritableDatabase): DatabaseOrigin | null {
  const noted = readValue(database, 'taking_up')
  // Even an unreadable note means that an import is pending.
  return noted === null ? null : (Origin.safeParse(parseJson(noted)).data ?? { kind: 'incomplete' })
}

/** Reads the schema version without writing: a newer version's file stays untouched. */
function versionOf(path: string): number {
  const database = openReadOnly(path)
  try {
    return schemaVersion(database)
  } finally {
    database.close()
  }
}

/**
 * @param earlierUncheckedRuns A number where nothing touched the file since its clean close: it is checked later.
 */
function openMigrated(
  path: string,
  deps: OpenDeps,
  earlierUncheckedRuns: number | null = null
): WritableDatabase {
  const database = openDatabase(path)
  try {
    if (earlierUncheckedRuns === null || schemaVersion(database) !== newestSchema) assertSound(database)
    else uncheckedRuns.set(database, earlierUncheckedRuns + 1)
    const found = schemaVersion(database)
    if (found > 0 && found < newestSchema) {
      makeBackupSync(database, backupFolder(path), deps.nowMs)
      rotateBackupsSync(backupFolder(path), deps.nowMs)
    }
    migrate(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function assertSound(database: WritableDatabase): void {
  const verdict = quickCheck(database)
  if (verdict !== 'ok') throw new DamagedError(verdict)
  assertOwnSchema(database)
  noteSound(database)
}

/** Restores a backup; null where it is damaged too, and then marked as bad. */
function restore(path: string, backup: Backup, deps: OpenDeps): OpenedLibrary | null {
  const copy = `${path}.restoring`
  try {
    for (const suffix of ['', '-wal', '-shm']) rmSync(copy + suffix, { force: true })
    copyFileSync(backup.path, copy)
    if (!isSound(copy)) throw new DamagedError('The backup is not sound')
    // Before the rename, from which on it counts as the library database.
    prepareRestored(copy, backup, deps)
    putInPlace(copy, path)
    crashPoint('database.restored')
    return { ...openPresent(path, deps), origin: { kind: 'restored', backupAtMs: backup.atMs } }
  } catch (error) {
    if (!isDamage(error, copy)) throw error
    deps.logger.error('Backup unreadable', error)
    if (existsSync(backup.path)) renameSync(backup.path, `${backup.path}.bad`)
    return null
  }
}

/** Holds back what was queued, and leaves one file without a log. */
function prepareRestored(copy: string, backup: Backup, deps: OpenDeps): void {
  const database = openMigrated(copy, deps)
  try {
    holdBackQueued(database, deps.nowMs)
    noteRestored(database, backup.atMs)
    database.exec('PRAGMA journal_mode = DELETE')
  } finally {
    database.close()
  }
}
