import { constants, copyFile, rm } from 'node:fs/promises'
import { kindOf, NotOrdinaryError } from '../../base/careful-files'
import { flushFile } from '../../base/files'
import { crashPoint } from '../../base/crash-points'
import { sha256Of } from '../folder/hash-file'

/** Gives a flushed file a second name or a new one, never that of another file; the name is on disk afterwards. */
export type Place = (path: string, target: string) => Promise<'placed' | 'taken' | 'locked'>

/**
 * Copies a file, by way of a part that gets its name only when it is known to be the same and is on disk.
 *
 * @param needs.sha256 What the source is supposed to be.
 */
export async function copyVerified(
  source: string,
  target: string,
  needs: { readonly part: string; readonly sha256: string; readonly place: Place }
): ReturnType<Place> {
  const { part, sha256, place } = needs
  if ((await kindOf(source)) !== 'file') throw new NotOrdinaryError('file')
  await rm(part, { force: true })
  try {
    await copyFile(source, part, constants.COPYFILE_EXCL)
    if ((await sha256Of(part)) !== sha256) throw new Error('the copy is not what was saved once')
    await flushFile(part)
    crashPoint('move.copied')
    return await place(part, target)
  } finally {
    await rm(part, { force: true })
  }
}
