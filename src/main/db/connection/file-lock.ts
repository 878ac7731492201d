import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import { resultCode, resultCodes } from './storage-problems'

/**
 * Takes an exclusive lock of the operating system on a file, which is created where missing and stays empty. The lock
 * ends with its process, so it never goes stale. Node has no such lock; SQLite has one for every system, and on
 * network drives that support locks.
 *
 * @returns A function that releases the lock; `in_use` while another program holds it.
 * @throws where the folder does not support locks.
 */
export function lockFile(path: string): (() => void) | 'in_use' {
  const lock = tryToLock(path)
  // Some network drives answer "in use" to every lock.
  if (lock === 'in_use' && !knowsLocks(path)) throw new Error('This folder does not support locks')
  return lock
}

function knowsLocks(path: string): boolean {
  const probe = `${path}.${randomUUID()}`
  const lock = tryToLock(probe)
  if (lock !== 'in_use') lock()
  rmSync(probe, { force: true })
  return lock !== 'in_use'
}

function tryToLock(path: string): (() => void) | 'in_use' {
  const file = new DatabaseSync(path, { timeout: 0 })
  try {
    // Nothing is ever written, so a journal would only add a file.
    file.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return () => file.close()
  } catch (error) {
    file.close()
    if (resultCode(error) === resultCodes.busy) return 'in_use'
    throw error
  }
}
