import * as fs from 'node:fs/promises'
import { errorCode } from '../base/errors'
import { kindOf, NotOrdinaryError, openRegular } from '../base/careful-files'
import { flushFolder } from '../base/files'

/** An open file. Positions and lengths in bytes. */
export interface OpenFile {
  /** Fills the buffer up to the end of the file; returns the number of bytes. */
  readonly read: (buffer: Uint8Array, position: number) => Promise<number>
  /** Writes all bytes. */
  readonly write: (bytes: readonly Uint8Array[], position: number) => Promise<void>
  readonly truncate: (length: number) => Promise<void>
  /** Flushes everything to disk. */
  readonly sync: () => Promise<void>
  readonly size: () => Promise<number>
  readonly close: () => Promise<void>
}

/** File operations of a download; each rejects with the system's error. Tests make them fail one by one. */
export interface Files {
  readonly open: (path: string, mode: 'read' | 'write') => Promise<OpenFile>
  /** Returns null if there is no such file. */
  readonly size: (path: string) => Promise<number | null>
  readonly isFolder: (path: string) => Promise<boolean>
  /** Does nothing if it exists. */
  readonly makeFolder: (path: string) => Promise<void>
  readonly link: (existing: string, path: string) => Promise<void>
  readonly rename: (from: string, to: string) => Promise<void>
  /** Does nothing if there is no such file. */
  readonly remove: (path: string) => Promise<void>
  readonly flushFolder: (path: string) => Promise<void>
  readonly freeBytes: (path: string) => Promise<number>
}

/** Opens a file for writing. The folder is untrusted: a link or a pipe that was planted there is removed. */
const openForWriting = (path: string): Promise<fs.FileHandle> =>
  openRegular(path, 'write').catch(async (error: unknown) => {
    if (!(error instanceof NotOrdinaryError)) throw error
    await fs.unlink(path)
    return openRegular(path, 'write')
  })

export const systemFiles: Files = {
  open: async (path, mode) =>
    systemFile(mode === 'read' ? await openRegular(path, 'read') : await openForWriting(path)),
  size: (path) => unlessMissing(async () => (await fs.lstat(path)).size, null),
  isFolder: (path) => unlessMissing(async () => (await fs.stat(path)).isDirectory(), false),
  makeFolder: async (path) => {
    await fs.mkdir(path).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error
    })
    if ((await kindOf(path)) !== 'folder') throw new NotOrdinaryError('folder')
  },
  link: fs.link,
  rename: fs.rename,
  remove: (path) => unlessMissing(() => fs.unlink(path), undefined),
  flushFolder,
  freeBytes: async (path) => {
    const { bavail, bsize } = await fs.statfs(path)
    return bavail * bsize
  }
}

function systemFile(handle: fs.FileHandle): OpenFile {
  return {
    read: async (buffer, position) => {
      for (let filled = 0; ;) {
        const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, position + filled)
        filled += bytesRead
        if (bytesRead === 0 || filled === buffer.length) return filled
      }
    },
    write: async (bytes, position) => {
      for (let [rest, at] = [bytes, position]; rest.length > 0;) {
        const { bytesWritten } = await handle.writev(rest, at)
        // A nearly full disk accepts part of the bytes without an error; the next write then fails.
        rest = after(rest, bytesWritten)
        at += bytesWritten
      }
    },
    truncate: (length) => handle.truncate(length),
    sync: () => handle.sync(),
    size: async () => (await handle.stat()).size,
    close: () => handle.close()
  }
}

/**
 * Drops the first `bytes` bytes of some chunks.
 * @internal
 */
export function after(chunks: readonly Uint8Array[], bytes: number): readonly Uint8Array[] {
  let taken = 0
  for (const [index, chunk] of chunks.entries()) {
    if (bytes < taken + chunk.length) {
      return [chunk.subarray(bytes - taken), ...chunks.slice(index + 1)]
    }
    taken += chunk.length
  }
  return []
}

async function unlessMissing<T>(action: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await action()
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return otherwise
    throw error
  }
}
