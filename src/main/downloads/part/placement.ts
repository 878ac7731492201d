import { dirname } from 'node:path'
import type { Clock } from '../../base/clock'
import { crashPoint } from '../../base/crash-points'
import { errorCode, systemFiles, type Files } from '../files'
import { defaultPolicy } from '../policy'

/** `taken`: something has that name. `locked`: another program held the file for all the time given. */
export type Placed = 'placed' | 'taken' | 'locked'

/** What a filesystem without hard links answers; Windows says EISDIR on exFAT. */
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
/** What a virus scanner or an indexer causes while it reads the new file. */
const locks = new Set(['EBUSY', 'EPERM', 'EACCES', 'ETXTBSY'])

/**
 * Gives a flushed part its final name, without ever replacing a file that has it. When this returns `placed`,
 * the name is on the disk as well. The part may still have its old name too.
 *
 * @param delaysMs Waits between tries while the file is locked.
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
      // "May not write here" looks like a lock at first; only that it lasts tells the two apart.
      if (delayMs === null && errorCode(error) === 'EACCES') throw error
    }
    if (delayMs !== null) await new Promise<void>((resolve) => clock.setTimer(delayMs, resolve))
  }
  return 'locked'
}

/** False when the name is taken. A link cannot replace a file; where there are none, a look has to do. */
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
