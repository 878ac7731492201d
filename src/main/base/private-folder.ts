import { chmodSync, closeSync, lstatSync, mkdirSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from './errors'

const privateFolder = 0o700
const privateFile = 0o600
const others = 0o077

/**
 * Creates a folder that other users of the machine cannot read, and restricts what an earlier version left readable in
 * it. Follows no links.
 *
 * @returns Errors for what could not be restricted, as on a disk without modes.
 */
export function makePrivateFolder(folder: string): readonly unknown[] {
  mkdirSync(folder, { recursive: true, mode: privateFolder })
  // On Windows each user has a private profile.
  return process.platform === 'win32' ? [] : closeTree(folder)
}

/**
 * Creates a folder that other users of the machine cannot enter. Whatever its files allow is out of their reach then,
 * so they are not looked at: there may be any number. Follows no links.
 *
 * @returns Errors instead of throwing, because the app can do without the folder.
 */
export function closeFolderToOthers(folder: string): readonly unknown[] {
  try {
    mkdirSync(folder, { recursive: true, mode: privateFolder })
    return process.platform === 'win32' ? [] : closeToOthers(folder, privateFolder)
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
    // Deleted meanwhile, like SQLite's logs.
    return errorCode(error) === 'ENOENT' ? [] : [error]
  }
}

/** Creates an empty file that only this user can read, for a library that would create it readable to all. */
export function makePrivateFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', privateFile))
  } catch {
    // It exists or cannot be created: whoever opens it next reports that.
  }
}
