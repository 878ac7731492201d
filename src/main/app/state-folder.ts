import { accessSync, constants } from 'node:fs'
import { makePrivateFolder } from '../base/private-folder'

/**
 * Makes the app's own folder, without which it remembers nothing, and which no other user can look into.
 *
 * @returns What could not be closed to others.
 * @throws in words for a person, naming the folder, where it cannot be written to.
 */
export function prepareStateFolder(folder: string): readonly unknown[] {
  try {
    const failures = makePrivateFolder(folder)
    accessSync(folder, constants.W_OK)
    return failures
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    throw new Error(
      `Nothing can be written into ${folder} (${code}). Allow writing there, or make room on its disk, and start Dailies again.`,
      { cause: error }
    )
  }
}
