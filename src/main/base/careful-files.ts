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

/**
 * The library folder is anybody's: another program, a shared drive or an archive can put a pipe, a device or a link
 * in place of any file. Everything that is read from or written into it is opened here: no link is followed, no pipe
 * is waited for, and only a regular file counts.
 */

/** What has the name is no regular file, or no folder of its own. */
export class NotOrdinaryError extends Error {
  readonly code = 'ENOTORDINARY'

  constructor(what: 'file' | 'folder') {
    super(what === 'file' ? 'Not a regular file' : 'Not a folder of its own: a link, or something else')
    this.name = 'NotOrdinaryError'
  }
}

/** Windows has neither: there a link is looked for before, and a pipe cannot lie in a folder. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>
const careful = O_NOFOLLOW | O_NONBLOCK

const flags = {
  read: constants.O_RDONLY | careful,
  append: constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | careful,
  // Not "a": what is written must land where it belongs, whatever length the file has.
  write: constants.O_RDWR | constants.O_CREAT | careful
} as const

/**
 * Opens a regular file.
 *
 * @throws NotOrdinaryError where it is something else, or a link; else errors of the file system.
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

/** Reads a regular file whole; null where there is none. `too_large`: it is longer than `longestBytes`. */
export async function readSmallFile(
  path: string,
  longestBytes: number
): Promise<Buffer | 'too_large' | null> {
  const file = await openRegular(path, 'read').catch(ifMissing)
  if (!file) return null
  try {
    // A file that grows meanwhile is read no further either.
    const buffer = Buffer.alloc(Math.min((await file.stat()).size, longestBytes + 1))
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0)
    return bytesRead > longestBytes ? 'too_large' : buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** The same at once, for the few bytes that a start waits for. */
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

/** What has a name, links themselves included: junctions of Windows count as links. */
export type Kind = 'file' | 'folder' | 'other' | 'nothing'

export function kindOfSync(path: string): Kind {
  try {
    return kindIn(lstatSync(path))
  } catch {
    return 'nothing'
  }
}

export const kindOf = (path: string): Promise<Kind> => lstat(path).then(kindIn, () => 'nothing')

/**
 * Makes a folder where there is none.
 *
 * @throws NotOrdinaryError where a link or a file has its name.
 */
export function makeRealFolderSync(path: string): void {
  try {
    mkdirSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
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

/** ENXIO: a pipe that nobody reads, or a device that is not there. */
function rejectLink(error: unknown): never {
  const { code } = error as NodeJS.ErrnoException
  throw code === 'ELOOP' || code === 'EMLINK' || code === 'ENXIO' ? new NotOrdinaryError('file') : error
}

function ifMissing(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
  throw error
}

function openIfThereSync(path: string): number | null {
  try {
    return openSync(path, flags.read)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : rejectLink(error)
  }
}
