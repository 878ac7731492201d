import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode } from './errors'

/** Durable writes of small files: what these functions return from is on disk, names included. */

/**
 * Errors of a system that cannot flush a folder. On Windows, and on the network file systems that answer so, a rename
 * is durable by itself. A file that cannot be flushed is always an error.
 */
const cannotFlushFolder: ReadonlySet<unknown> = new Set([
  'EACCES',
  'EINVAL',
  'EISDIR',
  'ENOTSUP',
  'EOPNOTSUPP',
  'EPERM'
])

const ownerAndUmask = 0o666

/** Writes the content of a file to disk. */
export function flushFileSync(path: string): void {
  const descriptor = openSync(path, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Writes the content of a file to disk. */
export async function flushFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Writes the names in a folder to disk: a new name is safe only afterwards. */
export function flushFolderSync(path: string): void {
  let descriptor: number | null = null
  try {
    descriptor = openSync(path, 'r')
    fsyncSync(descriptor)
  } catch (error) {
    rethrowUnlessUnsupported(error)
  } finally {
    if (descriptor !== null) closeSync(descriptor)
  }
}

/** Writes the names in a folder to disk: a new name is safe only afterwards. */
export async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(rethrowUnlessUnsupported)
  try {
    await folder?.sync().catch(rethrowUnlessUnsupported)
  } finally {
    await folder?.close()
  }
}

/**
 * Creates a file with this content and flushes it; on an error there is none. Whatever has the name is removed before
 * and never followed: others can write to the library folder, and may have planted a symlink there.
 */
export function createFileSync(path: string, content: string, mode = ownerAndUmask): void {
  rmSync(path, { force: true })
  try {
    writeFileSync(path, content, { flag: 'wx', flush: true, mode })
  } catch (error) {
    rmSync(path, { force: true })
    throw error
  }
}

/** Like `createFileSync`, without blocking. */
async function createFile(path: string, content: string): Promise<void> {
  await rm(path, { force: true })
  try {
    const file = await open(path, 'wx')
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

/** Renames a file and flushes its folder. */
export function renameDurablySync(from: string, to: string): void {
  renameSync(from, to)
  flushFolderSync(dirname(to))
}

/** Replaces a file as a whole: a crash leaves the old content or the new one. */
export function replaceFileSync(path: string, content: string, mode = ownerAndUmask): void {
  const copy = `${path}.new`
  createFileSync(copy, content, mode)
  try {
    renameDurablySync(copy, path)
  } catch (error) {
    rmSync(copy, { force: true })
    throw error
  }
}

/** Like `replaceFileSync`, without blocking. */
export async function replaceFile(path: string, content: string): Promise<void> {
  const copy = `${path}.new`
  await createFile(copy, content)
  try {
    await rename(copy, path)
    await flushFolder(dirname(path))
  } catch (error) {
    await rm(copy, { force: true })
    throw error
  }
}

function rethrowUnlessUnsupported(error: unknown): null {
  if (cannotFlushFolder.has(errorCode(error))) return null
  throw error
}
