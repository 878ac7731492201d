import { rm } from 'node:fs/promises'
import { crashPoint } from '../../base/crash-points'
import { copyVerified, type Place } from './copy-verified'

/**
 * Moves a file without ever replacing another: by a second name where that is one disk, else by a copy that is
 * compared and flushed. The old name goes only when the new one is on disk, so that whatever happens in between leaves
 * the file whole under at least one of the two.
 *
 * @param needs.part Where a copy lies until it is whole.
 */
export async function moveFile(
  source: string,
  target: string,
  needs: { readonly part: string; readonly sha256: () => Promise<string>; readonly place: Place }
): Promise<void> {
  const placed = await needs.place(source, target).catch(async (error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    return copyVerified(source, target, { ...needs, sha256: await needs.sha256() })
  })
  if (placed === 'taken') throw new Error('a file has this name there already')
  if (placed === 'locked') throw new Error('another program holds the file')
  crashPoint('move.placed')
  await rm(source, { force: true })
  crashPoint('move.removed')
}
