import { accessSync, constants, existsSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { crashPoint } from '../../base/crash-points'
import { resultCode, resultCodes } from '../connection/storage-problems'

/** Thrown if a check finds the file damaged. */
export class DamagedError extends Error {}

/** Thrown if another program altered the schema of a sound file. */
export class AlteredError extends DamagedError {
  constructor(version: number) {
    super(`The schema is not that of version ${version}`)
  }
}

/** IOERR_SHORT_READ: the file is cut short, which is no fault of the disk. */
const shortRead = 522

/**
 * Returns whether an error on opening means that the file itself is damaged. A full disk, another program's lock or
 * a read-only folder do not; an SQL error does, because our own files cause none.
 */
export function isDamage(error: unknown, path: string): boolean {
  if (error instanceof DamagedError) return true
  const code = resultCode(error)
  switch (code) {
    case resultCodes.error:
    case resultCodes.corrupt:
    case resultCodes.notADatabase:
      return true
    case resultCodes.ioError:
      return (error as { readonly errcode?: unknown }).errcode === shortRead
    case resultCodes.readOnly:
      return isWritable(path)
    default:
      return code === null && error instanceof Error && /malformed|not a database/i.test(error.message)
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    accessSync(dirname(path), constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Renames a database together with its log. Nothing is ever removed. */
export function setAside(path: string, nowMs: number): void {
  const stamp = new Date(nowMs).toISOString().replace(/[:.]/g, '-')
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, `${path}.damaged-${stamp}${suffix}`)
  }
  crashPoint('database.set-aside')
}
