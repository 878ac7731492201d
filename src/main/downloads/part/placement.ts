import { dirname } from 'node:path'
import { errorCode } from '../../base/errors'
import type { Clock } from '../../base/clock'
import { crashPoint } from '../../base/crash-points'
import { systemFiles, type Files } from '../files'
import { defaultPolicy } from '../policy'

/** `taken`: the path exists. `locked`: another program held the file for the whole time given. */
export type Placed = 'placed' | 'taken' | 'locked'

/** Errors of file systems without hard links; Windows reports EISDIR on exFAT. */
const linksNotSupported = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EXDEV',
  'EISDIR',
  'EINVAL'
])
/** Errors while a virus scanner or an indexer reads the new file. */
const locks = new Set(['EBUSY', 'EPERM', 'EACCES', 'ETXTBSY'])

/**
 * Gives a flushed part its final name, and never replaces an existing file. When this returns `placed`, the name is on
 * disk as well. The part may still have its old name too.
 *
 * @param delaysMs Retry intervals while the file is locked.
 * @throws errors of the file system
 */
export async function place(
  files: Files,
  partPath: string,
  finalPath: string,
  delaysMs: readonly number[],
  clock: Clock
): Promise<Placed> {
  for (const delayMs of [...delaysMs, null]) {
    try {
      if (!(await takeName(files, partPath, finalPath))) return 'taken'
      crashPoint('download.named')
      await files.flushFolder(dirname(finalPath))
      crashPoint('download.placed')
      return 'placed'
    } catch (error) {
      if (!locks.has(errorCode(error))) throw error
      // "Permission denied" looks like a lock at first; only its persistence tells the two apart.
      if (delayMs === null && errorCode(error) === 'EACCES') throw error
    }
    if (delayMs !== null) await new Promise<void>((resolve) => clock.setTimer(delayMs, resolve))
  }
  return 'locked'
}

/**
 * Returns false when the name is taken. A hard link cannot replace a file; without hard links, checks before
 * renaming.
 */
async function takeName(files: Files, partPath: string, finalPath: string): Promise<boolean> {
  try {
    await files.link(partPath, finalPath)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    if (!linksNotSupported.has(errorCode(error))) throw error
  }
  if ((await files.size(finalPath)) !== null) return false
  await files.rename(partPath, finalPath)
  return true
}

/** Returns a `place` for files of the system. */
export const placerOn =
  (clock: Clock) =>
  (partPath: string, finalPath: string): Promise<Placed> =>
    place(systemFiles, partPath, finalPath, defaultPolicy.placementDelaysMs, clock)
