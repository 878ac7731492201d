import { closeSync, fsyncSync, openSync } from 'node:fs'

/** A folder cannot be flushed on Windows, where a rename is durable by itself. */
const cannotBeFlushed = ['EPERM', 'EISDIR', 'EACCES', 'EINVAL']

/** Puts on the disk what was written to a file. */
export const flushFile = (path: string): void => flush(path, 'r+')

/** Puts on the disk which names a folder holds. */
export const flushFolder = (path: string): void => flush(path, 'r')

function flush(path: string, mode: 'r' | 'r+'): void {
  let descriptor: number | null = null
  try {
    descriptor = openSync(path, mode)
    fsyncSync(descriptor)
  } catch (error) {
    if (!cannotBeFlushed.includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    if (descriptor !== null) closeSync(descriptor)
  }
}
