import { accessSync, constants, mkdirSync } from 'node:fs'

/**
 * Makes the app's own folder, without which it remembers nothing.
 * @throws in words for a person, naming the folder, where it cannot be written to.
 */
export function prepareStateFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    throw new Error(
      `Nothing can be written into ${folder} (${code}). Allow writing there, or make room on its disk, and start Dailies again.`,
      { cause: error }
    )
  }
}
