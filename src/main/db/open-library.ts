import { existsSync, renameSync } from 'node:fs'
import type { Logger } from '../logging/logger'
import { openDatabase, type WritableDatabase } from './database'
import { migrate, NewerSchemaError } from './migrate'

export interface OpenedLibrary {
  readonly database: WritableDatabase
  /** `new`: there was none. `damaged`: the old one could not be read and was set aside. */
  readonly origin: 'existing' | 'new' | 'damaged'
}

/**
 * Opens the library's database at its newest schema. One that cannot be read is renamed, never overwritten,
 * and an empty one takes its place.
 * @throws NewerSchemaError when it was written by a newer Dailies.
 */
export function openLibraryDatabase(
  path: string,
  needs: { readonly logger: Logger; readonly nowMs: number }
): OpenedLibrary {
  const isNew = !existsSync(path)
  try {
    return { database: openMigrated(path), origin: isNew ? 'new' : 'existing' }
  } catch (error) {
    if (error instanceof NewerSchemaError || isNew || !isDamage(error)) throw error
    needs.logger.error('The database could not be read and is set aside', error)
    setAside(path, needs.nowMs)
    return { database: openMigrated(path), origin: 'damaged' }
  }
}

function openMigrated(path: string): WritableDatabase {
  const database = openDatabase(path)
  try {
    const { quick_check: verdict } = database.prepare('PRAGMA quick_check(1)').get() as {
      quick_check: string
    }
    if (verdict !== 'ok') throw new DamagedError(verdict)
    migrate(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

class DamagedError extends Error {}

/** SQLITE_CORRUPT is 11, SQLITE_NOTADB 26; anything else, such as a full disk, is no reason to set a file aside. */
function isDamage(error: unknown): boolean {
  if (error instanceof DamagedError) return true
  const code = (error as { readonly errcode?: unknown }).errcode
  if (typeof code === 'number') return (code & 0xff) === 11 || (code & 0xff) === 26
  return error instanceof Error && /malformed|not a database/i.test(error.message)
}

/** Together with its log, which belongs to it. */
function setAside(path: string, nowMs: number): void {
  const stamp = new Date(nowMs).toISOString().replace(/[:.]/g, '-')
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, `${path}.damaged-${stamp}${suffix}`)
  }
}
