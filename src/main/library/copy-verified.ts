import { constants, copyFile, open, rename, unlink } from 'node:fs/promises'
import { sha256Of } from './hash-file'

/**
 * Copies a file over to another disk, by way of a part that gets its name only when it is known to be the same and
 * is on disk.
 *
 * @param sha256 What the source is supposed to be.
 */
export async function copyVerified(
  source: string,
  part: string,
  target: string,
  sha256: string
): Promise<void> {
  await unlink(part).catch(() => undefined)
  await copyFile(source, part, constants.COPYFILE_EXCL)
  if ((await sha256Of(part)) !== sha256) {
    await unlink(part)
    throw new Error('the copy is not what was saved once')
  }
  const handle = await open(part, 'r+')
  await handle.sync().finally(() => handle.close())
  await rename(part, target)
}
