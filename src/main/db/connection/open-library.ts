import { copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { ProblemError } from '@shared/problem'
import { crashPoint } from '../../base/crash-points'
import type { Logger } from '../../logging/logger'
import { listBackups, makeBackupSync, rotateBackups, type Backup } from '../recovery/backup'
import { isSound } from '../recovery/backup-check'
import { parseJson } from '../tables/column-types'
import { closeDatabase, openDatabase, openReadOnly, quickCheck, type WritableDatabase } from './database'
import { flushFileSync, flushFolderSync } from '../../base/files'
import { migrate, newestSchema, schemaVersion } from '../migrations/migrate'
import { removeValue, readValue, writeValue } from '../tables/key-value/key-value-table'
import { holdBackQueued, noteIncomplete, noteRestored } from '../recovery/restored-rows'
import { assertOwnSchema } from './schema-check'
import { AlteredError, DamagedError, isDamage, setAside } from '../recovery/set-aside'
import { storageProblem } from './storage-problems'

/** It could be read, and held what no version of Dailies puts there. */
const isAltered = z.boolean().optional()

const Origin = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('existing') }),
  /** There was none, and no backup of one. */
  z.object({ kind: z.literal('new') }),
  /** The old one could not be read and was set aside; there was no backup. */
  z.object({ kind: z.literal('damaged'), isAltered }),
  /** A backup took the place of one that could not be read, or was gone. */
  z.object({ kind: z.literal('restored'), backupAtMs: z.int(), isAltered }),
  /** Sound, but without its last writes: its log is gone, or an older copy took its place. */
  z.object({ kind: z.literal('incomplete') }),
  /** Written by a newer Dailies: open for reading alone. */
  z.object({ kind: z.literal('newer') })
])
export type DatabaseOrigin = z.infer<typeof Origin>

export interface OpenedLibrary {
  readonly database: WritableDatabase
  readonly origin: DatabaseOrigin
}

interface Needs {
  readonly logger: Logger
  readonly nowMs: number
}

/** Where the backups of a database lie. */
export const backupFolder = (path: string): string => join(dirname(path), 'backups')

/**
 * Opens the library's database at its newest schema. One that cannot be read is renamed, never overwritten, and the
 * newest sound backup takes its place, or an empty one where there is none.
 * @throws ProblemError where the disk is full or another program holds the file; nothing is changed then.
 */
export function openLibraryDatabase(path: string, needs: Needs): OpenedLibrary {
  try {
    return openWhatIsThere(path, needs)
  } catch (error) {
    const problem = storageProblem(error)
    throw problem ? Object.assign(new ProblemError(problem), { cause: error }) : error
  }
}

function openWhatIsThere(path: string, needs: Needs): OpenedLibrary {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? null
  if (size === null || size === 0) return openWithout(path, needs, 'new')
  try {
    return openPresent(path, needs)
  } catch (error) {
    if (!isDamage(error, path)) throw error
    needs.logger.error('The database could not be read and is set aside', error)
    return withReason(openWithout(path, needs, 'damaged'), error instanceof AlteredError)
  }
}

function withReason({ database, origin }: OpenedLibrary, isAltered: boolean): OpenedLibrary {
  const has = origin.kind === 'damaged' || origin.kind === 'restored'
  return { database, origin: has && isAltered ? { ...origin, isAltered } : origin }
}

/** There is no file that could be used: a backup takes its place, or an empty one. */
function openWithout(path: string, needs: Needs, otherwise: 'new' | 'damaged'): OpenedLibrary {
  setAside(path, needs.nowMs)
  for (const backup of listBackups(backupFolder(path), needs.nowMs)) {
    const restored = restore(path, backup, needs)
    if (restored) return restored
  }
  begin(path, otherwise, needs)
  return { ...openPresent(path, needs), origin: { kind: otherwise } }
}

/** Makes an empty library. From its name on it counts as one, so what is still to be done for it stands in it before. */
function begin(path: string, kind: 'new' | 'damaged', needs: Needs): void {
  const copy = `${path}.beginning`
  for (const suffix of ['', '-wal', '-shm']) rmSync(copy + suffix, { force: true })
  const database = openMigrated(copy, needs)
  try {
    writeValue(database, 'taking_up', JSON.stringify({ kind }))
    database.exec('PRAGMA journal_mode = DELETE')
  } finally {
    database.close()
  }
  takeItsPlace(copy, path)
}

function takeItsPlace(copy: string, path: string): void {
  flushFileSync(copy)
  renameSync(copy, path)
  flushFolderSync(dirname(path))
}

function openPresent(path: string, needs: Needs): OpenedLibrary {
  const hadLog = existsSync(`${path}-wal`)
  const found = versionOf(path)
  if (found > newestSchema) {
    needs.logger.warn(`The library has schema ${found}; this program knows ${newestSchema}: reading only`)
    return { database: openReadOnly(path), origin: { kind: 'newer' } }
  }
  const database = openMigrated(path, needs)
  const wasClosed = readValue(database, 'closed') !== null
  // One that was not closed left its log behind: without it, its last writes are gone.
  if (!hadLog && !wasClosed && unfinishedOrigin(database) === null) noteIncomplete(database, needs.nowMs)
  if (wasClosed) noteInUse(database, path, needs)
  return { database, origin: unfinishedOrigin(database) ?? { kind: 'existing' } }
}

/** The main file is not to say any more that it is whole, whatever becomes of the log. */
function noteInUse(database: WritableDatabase, path: string, { logger }: Needs): void {
  try {
    removeValue(database, 'closed')
    database.exec('PRAGMA wal_checkpoint(PASSIVE)')
  } catch (error) {
    if (isDamage(error, path)) throw error
    // A disk that is full or fails is no reason not to open: what is there can be looked at.
    logger.warn('The database could not be marked as being in use', error)
  }
}

/** Closes a library's database, which says of itself then that nothing is missing. */
export function closeLibraryDatabase(database: WritableDatabase): void {
  try {
    writeValue(database, 'closed', 'whole')
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
  } finally {
    closeDatabase(database)
  }
}

/** Where it came from at an earlier start that ended before the folder's clips were taken up. */
function unfinishedOrigin(database: WritableDatabase): DatabaseOrigin | null {
  const noted = readValue(database, 'taking_up')
  // What cannot be read says all the same that something is to be taken up.
  return noted === null ? null : (Origin.safeParse(parseJson(noted)).data ?? { kind: 'incomplete' })
}

/** Looked up without writing: a newer program's file is not touched. */
function versionOf(path: string): number {
  const database = openReadOnly(path)
  try {
    return schemaVersion(database)
  } finally {
    database.close()
  }
}

function openMigrated(path: string, needs: Needs): WritableDatabase {
  const database = openDatabase(path)
  try {
    const verdict = quickCheck(database)
    if (verdict !== 'ok') throw new DamagedError(verdict)
    assertOwnSchema(database)
    const found = schemaVersion(database)
    if (found > 0 && found < newestSchema) {
      makeBackupSync(database, backupFolder(path), needs.nowMs)
      rotateBackups(backupFolder(path), needs.nowMs)
    }
    migrate(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Null when this backup is no good either; then it is marked, so that nobody relies on it. */
function restore(path: string, backup: Backup, needs: Needs): OpenedLibrary | null {
  const copy = `${path}.restoring`
  try {
    for (const suffix of ['', '-wal', '-shm']) rmSync(copy + suffix, { force: true })
    copyFileSync(backup.path, copy)
    if (!isSound(copy)) throw new DamagedError('The backup is not sound')
    // Before it has its name: from then on it counts as the library.
    prepareRestored(copy, backup, needs)
    takeItsPlace(copy, path)
    crashPoint('database.restored')
    return { ...openPresent(path, needs), origin: { kind: 'restored', backupAtMs: backup.atMs } }
  } catch (error) {
    if (!isDamage(error, copy)) throw error
    needs.logger.error('A backup could not be read', error)
    if (existsSync(backup.path)) renameSync(backup.path, `${backup.path}.bad`)
    return null
  }
}

/** Leaves one file without a log. */
function prepareRestored(copy: string, backup: Backup, needs: Needs): void {
  const database = openMigrated(copy, needs)
  try {
    holdBackQueued(database, needs.nowMs)
    noteRestored(database, backup.atMs)
    database.exec('PRAGMA journal_mode = DELETE')
  } finally {
    database.close()
  }
}
