import { flushFileSync } from '../../base/files'
import { openDatabase, openReadOnly, quickCheck } from '../connection/database'
import { assertOwnSchema } from '../connection/schema-check'
import { schemaVersion } from '../migrations/migrate'

/** Runs `checkCopy`, in this process or another one. */
export type CheckCopy = (path: string) => Promise<boolean>

/** Returns whether a file is a complete library database. Leaves it without a log beside it. */
export function isSound(path: string): boolean {
  try {
    const database = openDatabase(path)
    try {
      database.exec('PRAGMA journal_mode = DELETE')
      if (quickCheck(database) !== 'ok' || schemaVersion(database) === 0) return false
      assertOwnSchema(database)
      return true
    } finally {
      database.close()
    }
  } catch {
    return false
  }
}

/** Returns whether a database that another process has open is complete. Writes nothing. */
export function isSoundInUse(path: string): boolean {
  try {
    const database = openReadOnly(path)
    try {
      if (quickCheck(database) !== 'ok') return false
      assertOwnSchema(database)
      return true
    } finally {
      database.close()
    }
  } catch {
    return false
  }
}

/** Returns whether a file is a complete library database, and flushes it to disk if so. */
export function checkCopy(path: string): boolean {
  if (!isSound(path)) return false
  flushFileSync(path)
  return true
}
