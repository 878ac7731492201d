import { rm } from 'node:fs/promises'
import { errorCode } from '../../base/errors'
import { crashPoint } from '../../base/crash-points'
import { copyVerified, type Place } from './copy-verified'

/**
 * Moves a file without replacing another: by a hard link on the same disk, else by a verified, flushed copy. The old
 * name is removed only once the new one is on disk, so that a crash leaves the file whole under at least one name.
 *
 * @param deps.part Path of the copy until it is complete.
 */
export async function moveFile(
  source: string,
  target: string,
  deps: { readonly part: string; readonly sha256: () => Promise<string>; readonly place: Place }
): Promise<void> {
  const placed = await deps.place(source, target).catch(async (error: unknown) => {
    if (errorCode(error) !== 'EXDEV') throw error
    return copyVerified(source, target, { ...deps, sha256: await deps.sha256() })
  })
  if (placed === 'taken') throw new Error('a file has this name there already')
  if (placed === 'locked') throw new Error('another program holds the file')
  crashPoint('move.placed')
  await rm(source, { force: true })
  crashPoint('move.removed')
}
