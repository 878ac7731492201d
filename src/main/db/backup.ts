import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { backup } from '@photostructure/sqlite'
import { crashPoint } from '../crash-points'
import { openDatabase, quickCheck, type ReadableDatabase, type WritableDatabase } from './database'
import { flushFile, flushFolder } from './flush'
import { schemaVersion } from './migrate'

/** A copy of the database, found by its name. */
export interface Backup {
  readonly path: string
  readonly atMs: number
  /** Made right before the schema was changed. */
  readonly beforeMigration: boolean
}

const namePattern = /^library-(\d+)(-before-migration)?\.sqlite$/
const day = 24 * 60 * 60_000

/** Every backup, newest first. */
export function listBackups(folder: string): readonly Backup[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name): Backup[] => {
      const match = namePattern.exec(name)
      return match
        ? [{ path: join(folder, name), atMs: Number(match[1]), beforeMigration: match[2] !== undefined }]
        : []
    })
    .sort((one, other) => other.atMs - one.atMs)
}

/**
 * Copies the database while it is in use, a few pages at a time, checks the copy, and only then gives it its name.
 *
 * @returns What was made; rejects when the copy is not sound, and leaves none behind then.
 */
export async function makeBackup(database: WritableDatabase, folder: string, nowMs: number): Promise<Backup> {
  const copy = prepareCopy(folder)
  await backup(database, copy, { rate: 256 })
  return keepCopy(copy, folder, nowMs, false)
}

/** The same at once, for the moment before a migration, which has to wait for it. */
export function makeBackupSync(database: ReadableDatabase, folder: string, nowMs: number): Backup {
  const copy = prepareCopy(folder)
  // Nothing is prepared before the library is open; see readOnce.
  database.exec(`VACUUM INTO '${copy.replaceAll("'", "''")}'`)
  return keepCopy(copy, folder, nowMs, true)
}

/**
 * Removes what is no longer needed. Of the daily ones three stay: the newest, the newest that is a day old, and the
 * newest that is a week old, so that damage noticed late has a good one before it. Of those made before a migration
 * the last stays.
 */
export function rotateBackups(folder: string, nowMs: number): void {
  const all = listBackups(folder)
  const ordinary = all.filter(({ beforeMigration }) => !beforeMigration)
  const olderThan = (age: number): Backup | undefined => ordinary.find(({ atMs }) => nowMs - atMs >= age)
  const oldest = ordinary.at(-1)
  const kept = new Set([
    ordinary[0],
    olderThan(day) ?? oldest,
    olderThan(7 * day) ?? oldest,
    all.find(({ beforeMigration }) => beforeMigration)
  ])
  for (const one of all) if (!kept.has(one)) rmSync(one.path, { force: true })
  crashPoint('backup.rotated')
}

/** Whether a file is a whole database of ours. It is left as one file, without a log beside it. */
export function isSound(path: string): boolean {
  try {
    const database = openDatabase(path)
    try {
      database.exec('PRAGMA journal_mode = DELETE')
      return quickCheck(database) === 'ok' && schemaVersion(database) > 0
    } finally {
      database.close()
    }
  } catch {
    return false
  }
}

function prepareCopy(folder: string): string {
  mkdirSync(folder, { recursive: true })
  const copy = join(folder, 'copy.unfinished')
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(copy + suffix, { force: true })
  return copy
}

function keepCopy(copy: string, folder: string, nowMs: number, beforeMigration: boolean): Backup {
  crashPoint('backup.copied')
  if (!isSound(copy)) {
    rmSync(copy, { force: true })
    throw new Error('The backup is not sound and was not kept')
  }
  const path = join(folder, `library-${nowMs}${beforeMigration ? '-before-migration' : ''}.sqlite`)
  flushFile(copy)
  renameSync(copy, path)
  flushFolder(folder)
  crashPoint('backup.named')
  return { path, atMs: nowMs, beforeMigration }
}
