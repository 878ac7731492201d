import { constants, copyFile, rm } from 'node:fs/promises'
import { kindOf, NotOrdinaryError } from '../../base/careful-files'
import { flushFile } from '../../base/files'
import { crashPoint } from '../../base/crash-points'
import { sha256Of } from '../folder/hash-file'

/** Links or renames a flushed file to a free name, durably. */
export type Place = (path: string, target: string) => Promise<'placed' | 'taken' | 'locked'>

/**
 * Copies a file through a part that is renamed only once it is verified and flushed.
 *
 * @param deps.sha256 Expected hash of the source.
 */
export async function copyVerified(
  source: string,
  target: string,
  deps: { readonly part: string; readonly sha256: string; readonly place: Place }
): ReturnType<Place> {
  const { part, sha256, place } = deps
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
