import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { crashPoint } from '../../base/crash-points'
import { makePrivateFile } from '../../base/private-folder'
import { type ReadableDatabase } from '../connection/database'
import { flushFolder, flushFolderSync } from '../../base/files'
import { checkCopy, type CopyChecked } from './check-copy'

/** Copy of the database, found by its name. */
export interface Backup {
  readonly path: string
  readonly atMs: number
  /** Made right before a migration. */
  readonly beforeMigration: boolean
}

const namePattern = /^library-(\d+)(-before-migration)?\.sqlite$/
const day = 24 * 60 * 60_000
const keptDays = 7
const keptWeeks = 4

/** Returns every backup, newest first. Those dated in the future are last: the clock was wrong when they were made. */
export function listBackups(folder: string, nowMs: number): readonly Backup[] {
  if (!existsSync(folder)) return []
  const all = readdirSync(folder)
    .flatMap((name): Backup[] => {
      const match = namePattern.exec(name)
      return match
        ? [{ path: join(folder, name), atMs: Number(match[1]), beforeMigration: match[2] !== undefined }]
        : []
    })
    .sort((one, other) => other.atMs - one.atMs)
  return [...all.filter(({ atMs }) => atMs <= nowMs), ...all.filter(({ atMs }) => atMs > nowMs)]
}

/**
 * Copies the database while it is in use, checks the copy, and only then names it.
 *
 * @param copyChecked Copies and reads the whole file, which takes a while: the app does it in a process of its own. Here,
 *   the last step would hold every other statement until all pages are on disk.
 * @returns The backup. Rejects if the copy is damaged, and then leaves none behind.
 */
export async function makeBackup(
  path: string,
  folder: string,
  nowMs: number,
  copyChecked: CopyChecked
): Promise<Backup> {
  const copy = prepareCopy(folder)
  if (!(await copyChecked(path, copy))) {
    await rm(copy, { force: true })
    throw notKept()
  }
  crashPoint('backup.copied')
  const backup = { path: pathOf(folder, nowMs), atMs: nowMs, beforeMigration: false }
  await rename(copy, backup.path)
  await flushFolder(folder)
  crashPoint('backup.named')
  return backup
}

/** Makes a backup synchronously, for a migration that waits for it. */
export function makeBackupSync(database: ReadableDatabase, folder: string, nowMs: number): Backup {
  const copy = prepareCopy(folder)
  // No prepared statements before the library is open; see readOnce.
  database.exec(`VACUUM INTO '${copy.replaceAll("'", "''")}'`)
  crashPoint('backup.copied')
  if (!checkCopy(copy)) {
    rmSync(copy, { force: true })
    throw notKept()
  }
  const backup = { path: pathOf(folder, nowMs, '-before-migration'), atMs: nowMs, beforeMigration: true }
  renameSync(copy, backup.path)
  flushFolderSync(folder)
  crashPoint('backup.named')
  return backup
}

const pathOf = (folder: string, atMs: number, reason: '' | '-before-migration' = ''): string =>
  join(folder, `library-${atMs}${reason}.sqlite`)

const notKept = (): Error => new Error('The backup is not sound and was not kept')

/**
 * Removes old backups. Those dated in the future are counted separately: their dates say nothing
 * about how new their rows are.
 */
export async function rotateBackups(folder: string, nowMs: number): Promise<void> {
  for (const { path } of notWorthKeeping(folder, nowMs)) await rm(path, { force: true })
  crashPoint('backup.rotated')
}

/** Like `rotateBackups`, but blocking: before the library is open. */
export function rotateBackupsSync(folder: string, nowMs: number): void {
  for (const { path } of notWorthKeeping(folder, nowMs)) rmSync(path, { force: true })
  crashPoint('backup.rotated')
}

function notWorthKeeping(folder: string, nowMs: number): readonly Backup[] {
  const all = listBackups(folder, nowMs)
  const kept = new Set([
    ...worthKeeping(all.filter(({ atMs }) => atMs <= nowMs)),
    ...worthKeeping(all.filter(({ atMs }) => atMs > nowMs))
  ])
  return all.filter((one) => !kept.has(one))
}

/**
 * Returns the last backup of each day and each week that has any, so that damage noticed late has a good one before
 * it, and the last one before a migration. At most eleven: the newest day's is its week's as well.
 *
 * @param backups Newest first.
 */
function worthKeeping(backups: readonly Backup[]): readonly Backup[] {
  const ordinary = backups.filter(({ beforeMigration }) => !beforeMigration)
  return [
    ...lastOfEach(day, ordinary).slice(0, keptDays),
    ...lastOfEach(7 * day, ordinary).slice(0, keptWeeks),
    ...backups.filter(({ beforeMigration }) => beforeMigration).slice(0, 1)
  ]
}

/** Returns the last backup of each calendar span. */
function lastOfEach(spanMs: number, backups: readonly Backup[]): readonly Backup[] {
  const spanOf = ({ atMs }: Backup): number => Math.floor(atMs / spanMs)
  return backups.filter((one, index) => {
    const newer = backups[index - 1]
    return newer === undefined || spanOf(newer) !== spanOf(one)
  })
}

function prepareCopy(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const copy = join(folder, 'copy.unfinished')
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(copy + suffix, { force: true })
  makePrivateFile(copy)
  return copy
}
