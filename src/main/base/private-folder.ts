import { chmodSync, closeSync, lstatSync, mkdirSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const privateFolder = 0o700
const privateFile = 0o600
const others = 0o077

/**
 * Makes a folder that other users of the machine cannot look into, and closes what an earlier version left open in
 * it. Links are not followed.
 *
 * @returns What could not be closed, as on a disk that knows no modes.
 */
export function makePrivateFolder(folder: string): readonly unknown[] {
  mkdirSync(folder, { recursive: true, mode: privateFolder })
  // Windows gives each user a profile of his own.
  return process.platform === 'win32' ? [] : closeTree(folder)
}

/** Does the same to a folder that the app can do without; what is in the way is returned, too. */
export function closeFolderToOthers(folder: string): readonly unknown[] {
  try {
    return makePrivateFolder(folder)
  } catch (error) {
    return [error]
  }
}

function closeTree(folder: string): readonly unknown[] {
  const failures = closeToOthers(folder, privateFolder)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) failures.push(...closeTree(path))
    else if (entry.isFile()) failures.push(...closeToOthers(path, privateFile))
  }
  return failures
}

function closeToOthers(path: string, mode: number): unknown[] {
  try {
    if ((lstatSync(path).mode & others) !== 0) chmodSync(path, mode)
    return []
  } catch (error) {
    // Gone in the meantime, as logs of SQLite go.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? [] : [error]
  }
}

/** Makes an empty file that only this user can read, for a program that would make it readable to all. */
export function makePrivateFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', privateFile))
  } catch {
    // It is there already, or cannot be made: whoever opens it next says so in words of its own.
  }
}
