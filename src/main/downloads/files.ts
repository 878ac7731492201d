import { constants } from 'node:fs'
import * as fs from 'node:fs/promises'

/** An open file. Positions and lengths in bytes. */
export interface OpenFile {
  /** Fills the buffer as far as the file goes; returns how many bytes that were. */
  read(buffer: Uint8Array, position: number): Promise<number>
  /** Writes all bytes. */
  write(bytes: readonly Uint8Array[], position: number): Promise<void>
  truncate(length: number): Promise<void>
  /** Returns when everything is on the disk. */
  sync(): Promise<void>
  size(): Promise<number>
  close(): Promise<void>
}

/** The file operations of a download; each rejects with the system's error. Tests make them fail one by one. */
export interface Files {
  open(path: string, mode: 'read' | 'write'): Promise<OpenFile>
  /** Null when there is nothing of that name. */
  size(path: string): Promise<number | null>
  isFolder(path: string): Promise<boolean>
  makeFolder(path: string): Promise<void>
  link(existing: string, path: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  /** Nothing happens when there is no such file. */
  remove(path: string): Promise<void>
  syncFolder(path: string): Promise<void>
  freeBytes(path: string): Promise<number>
}

export const systemFiles: Files = {
  // Not "a": what is written must land where it belongs, whatever length the file has.
  open: async (path, mode) =>
    new SystemFile(
      await fs.open(path, mode === 'read' ? constants.O_RDONLY : constants.O_RDWR | constants.O_CREAT, 0o644)
    ),
  size: (path) => unlessMissing(async () => (await fs.lstat(path)).size, null),
  isFolder: (path) => unlessMissing(async () => (await fs.stat(path)).isDirectory(), false),
  makeFolder: async (path) => {
    await fs.mkdir(path).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error
    })
  },
  link: fs.link,
  rename: fs.rename,
  remove: (path) => unlessMissing(() => fs.unlink(path), undefined),
  syncFolder,
  freeBytes: async (path) => {
    const { bavail, bsize } = await fs.statfs(path)
    return bavail * bsize
  }
}

class SystemFile implements OpenFile {
  readonly #handle: fs.FileHandle

  constructor(handle: fs.FileHandle) {
    this.#handle = handle
  }

  async read(buffer: Uint8Array, position: number): Promise<number> {
    let filled = 0
    while (filled < buffer.length) {
      const { bytesRead } = await this.#handle.read(buffer, filled, buffer.length - filled, position + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return filled
  }

  async write(bytes: readonly Uint8Array[], position: number): Promise<void> {
    const total = bytes.reduce((sum, { length }) => sum + length, 0)
    const { bytesWritten } = await this.#handle.writev(bytes, position)
    // A nearly full disk takes a part of the bytes without an error; the rest then brings the error.
    if (bytesWritten < total) await this.#writeRest(Buffer.concat(bytes), position, bytesWritten)
  }

  async #writeRest(bytes: Uint8Array, position: number, written: number): Promise<void> {
    for (let done = written; done < bytes.length;) {
      const { bytesWritten } = await this.#handle.write(bytes, done, bytes.length - done, position + done)
      done += bytesWritten
    }
  }

  truncate = (length: number): Promise<void> => this.#handle.truncate(length)
  sync = (): Promise<void> => this.#handle.sync()
  size = async (): Promise<number> => (await this.#handle.stat()).size
  close = (): Promise<void> => this.#handle.close()
}

/** A new name is safe only when its folder is flushed. Windows cannot, and does not need it. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await fs.open(path, 'r')
  try {
    await handle.sync()
  } catch (error) {
    // Some network filesystems cannot flush a folder; they order names themselves.
    if (!['EINVAL', 'ENOTSUP', 'EISDIR'].includes(errorCode(error))) throw error
  } finally {
    await handle.close()
  }
}

async function unlessMissing<T>(action: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await action()
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return otherwise
    throw error
  }
}

/** The system's name for an error (`ENOSPC`), or an empty string. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
