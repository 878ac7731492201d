import { backup } from '@photostructure/sqlite'
import { flushFileSync } from '../../base/files'
import { openDatabase, openReadOnly, quickCheck, type WritableDatabase } from '../connection/database'
import { assertOwnSchema } from '../connection/schema-check'
import { schemaVersion } from '../migrations/migrate'

/** Runs `copyChecked`, in this process or another one. */
export type CopyChecked = (path: string, copy: string) => Promise<boolean>

/** Returns whether a file is a complete library database. Leaves it without a log beside it. */
export const isSound = (path: string): boolean =>
  passes(
    () => openDatabase(path),
    (database) => {
      database.exec('PRAGMA journal_mode = DELETE')
      return schemaVersion(database) > 0
    }
  )

/** Returns whether a database that another process has open is complete. Writes nothing. */
export const isSoundInUse = (path: string): boolean => passes(() => openReadOnly(path))

/** Checks a database, which fails too where it cannot be read. */
function passes(
  open: () => WritableDatabase,
  isRight: (database: WritableDatabase) => boolean = () => true
): boolean {
  try {
    const database = open()
    try {
      if (!isRight(database) || quickCheck(database) !== 'ok') return false
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

/**
 * Copies a database that this process or another one has open, as it is at one moment, and checks the copy. Whoever
 * writes goes on meanwhile.
 *
 * @returns Whether the copy is complete.
 */
export async function copyChecked(path: string, copy: string): Promise<boolean> {
  const database = openReadOnly(path)
  try {
    await backup(database, copy, { rate: allPages })
  } finally {
    database.close()
  }
  return checkCopy(copy)
}

const allPages = -1
