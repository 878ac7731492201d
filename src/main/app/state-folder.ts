import { accessSync, constants } from 'node:fs'
import { errorCode } from '../base/errors'
import { makePrivateFolder } from '../base/private-folder'

/**
 * Creates the app's own folder, closed to other users.
 *
 * @returns Errors of files that could not be closed to others.
 * @throws an error with a sentence for the user where the folder is not writable.
 */
export function prepareStateFolder(folder: string): readonly unknown[] {
  try {
    const failures = makePrivateFolder(folder)
    accessSync(folder, constants.W_OK)
    return failures
  } catch (error) {
    const code = errorCode(error) || 'unknown'
    throw new Error(
      `Nothing can be written into ${folder} (${code}). Allow writing there, or make room on its disk, and start Dailies again.`,
      { cause: error }
    )
  }
}
