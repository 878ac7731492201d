import { statSync } from 'node:fs'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { storageProblem } from './storage-problems'

/** The log is cut back to this when it was taken into the main file. */
export const keptLogBytes = 4 * 2 ** 20
/** SQLite takes the log in by itself, but starts it anew only in a moment when nobody reads. */
const longLogBytes = 16 * 2 ** 20
const commitsBetweenLooks = 64
/** Readers are waited for no longer: the window waits too. */
const waitForReadersMs = 50

const commits = new WeakMap<DatabaseSyncInstance, number>()

/**
 * Called after each commit: where readers of another program (a backup, a search index) have kept the log from
 * being started anew, they are made to wait for a moment, so that it does not fill the disk.
 */
export function boundLog(database: DatabaseSyncInstance): void {
  const count = (commits.get(database) ?? 0) + 1
  commits.set(database, count)
  if (count % commitsBetweenLooks !== 0 || logBytes(database) < longLogBytes) return
  const before = database.prepare('PRAGMA busy_timeout').get() as { timeout: number }
  database.exec(`PRAGMA busy_timeout = ${waitForReadersMs}`)
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } catch (error) {
    // What was committed is safe in the log; whether there is room for more, the next commit tells.
    if (storageProblem(error) === null) throw error
  } finally {
    database.exec(`PRAGMA busy_timeout = ${before.timeout}`)
  }
}

function logBytes(database: DatabaseSyncInstance): number {
  const path = database.location()
  return (path === null ? undefined : statSync(`${path}-wal`, { throwIfNoEntry: false })?.size) ?? 0
}
