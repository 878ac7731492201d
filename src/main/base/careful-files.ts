import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  type Stats
} from 'node:fs'
import { lstat, open, type FileHandle } from 'node:fs/promises'
import { errorCode } from './errors'

/**
 * Untrusted folders: another program, a shared drive or an archive can put a pipe, a device or a symlink in place of
 * any file of the library folder. These functions open its files: they follow no link, block on no pipe, and accept
 * regular files alone.
 */

/** The path is not a regular file, or not a real folder. */
export class NotOrdinaryError extends Error {
  readonly code = 'ENOTORDINARY'

  constructor(what: 'file' | 'folder') {
    super(what === 'file' ? 'Not a regular file' : 'Not a folder of its own: a link, or something else')
    this.name = 'NotOrdinaryError'
  }
}

/** Windows has neither flag: there links are checked for beforehand, and a folder cannot hold a pipe. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>
const careful = O_NOFOLLOW | O_NONBLOCK

const flags = {
  read: constants.O_RDONLY | careful,
  append: constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | careful,
  // Not "a": writes must land at their position, whatever the length of the file.
  write: constants.O_RDWR | constants.O_CREAT | careful
} as const

/**
 * Opens a regular file.
 *
 * @throws NotOrdinaryError for a link or anything else; otherwise errors of the file system.
 */
export async function openRegular(path: string, mode: keyof typeof flags): Promise<FileHandle> {
  if (O_NOFOLLOW === 0) assertNoLink(await lstat(path).catch(ifMissing))
  const file = await open(path, flags[mode], 0o644).catch(rejectLink)
  try {
    if (!(await file.stat()).isFile()) throw new NotOrdinaryError('file')
    return file
  } catch (error) {
    await file.close()
    throw error
  }
}

/** Reads a whole regular file; null if there is none, `too_large` if it is longer than `longestBytes`. */
export async function readSmallFile(
  path: string,
  longestBytes: number
): Promise<Buffer | 'too_large' | null> {
  const file = await openRegular(path, 'read').catch(ifMissing)
  if (!file) return null
  try {
    // A file that grows meanwhile is not read any further.
    const buffer = Buffer.alloc(Math.min((await file.stat()).size, longestBytes + 1))
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0)
    return bytesRead > longestBytes ? 'too_large' : buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Like `readSmallFile`, but blocking, for the few bytes that the app's start waits for. */
export function readSmallFileSync(path: string, longestBytes: number): Buffer | 'too_large' | null {
  if (O_NOFOLLOW === 0) assertNoLink(lstatSync(path, { throwIfNoEntry: false }) ?? null)
  const descriptor = openIfThereSync(path)
  if (descriptor === null) return null
  try {
    const stats = fstatSync(descriptor)
    if (!stats.isFile()) throw new NotOrdinaryError('file')
    const buffer = Buffer.alloc(Math.min(stats.size, longestBytes + 1))
    const length = readSync(descriptor, buffer, 0, buffer.length, 0)
    return length > longestBytes ? 'too_large' : buffer.subarray(0, length)
  } finally {
    closeSync(descriptor)
  }
}

/** Kind of a directory entry. Links are `other`, junctions of Windows included. */
export type Kind = 'file' | 'folder' | 'other' | 'nothing'

export function kindOfSync(path: string): Kind {
  try {
    return kindIn(lstatSync(path))
  } catch {
    return 'nothing'
  }
}

/** Returns the size of a regular file; null for anything else. */
export function fileSizeSync(path: string): number | null {
  try {
    const stats = lstatSync(path)
    return stats.isFile() ? stats.size : null
  } catch {
    return null
  }
}

export const kindOf = (path: string): Promise<Kind> => lstat(path).then(kindIn, () => 'nothing')

/**
 * Creates a folder unless it exists.
 *
 * @throws NotOrdinaryError if a link or a file has its name.
 */
export function makeRealFolderSync(path: string): void {
  try {
    mkdirSync(path)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    if (kindOfSync(path) !== 'folder') throw new NotOrdinaryError('folder')
  }
}

function kindIn(stats: Stats): Kind {
  if (stats.isFile()) return 'file'
  return stats.isDirectory() ? 'folder' : 'other'
}

function assertNoLink(stats: Stats | null): void {
  if (stats?.isSymbolicLink()) throw new NotOrdinaryError('file')
}

/** Turns errors about links and pipes into a NotOrdinaryError. ENXIO: a pipe without a reader, or a missing device. */
function rejectLink(error: unknown): never {
  const code = errorCode(error)
  throw code === 'ELOOP' || code === 'EMLINK' || code === 'ENXIO' ? new NotOrdinaryError('file') : error
}

function ifMissing(error: unknown): null {
  if (errorCode(error) === 'ENOENT') return null
  throw error
}

function openIfThereSync(path: string): number | null {
  try {
    return openSync(path, flags.read)
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? null : rejectLink(error)
  }
}
