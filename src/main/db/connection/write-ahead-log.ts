import { statSync } from 'node:fs'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { storageProblem } from './storage-problems'

/** Size to which SQLite truncates the log after a checkpoint. */
export const keptLogBytes = 4 * 2 ** 20
/** Size above which a checkpoint is forced: SQLite restarts the log only when nobody is reading. */
const longLogBytes = 16 * 2 ** 20
const commitsBetweenLooks = 64
/** Longest wait for readers: it blocks the main process. */
const waitForReadersMs = 50

const commits = new WeakMap<DatabaseSyncInstance, number>()

/**
 * Truncates a log that readers of another program (a backup, a search index) keep from restarting, so that it does
 * not fill the disk. Called after each commit.
 */
export function boundLog(database: DatabaseSyncInstance): void {
  const count = (commits.get(database) ?? 0) + 1
  commits.set(database, count)
  if (count % commitsBetweenLooks !== 0 || logBytes(database) < longLogBytes) return
  const before = database.prepare('PRAGMA busy_timeout').get() as { timeout: number }
  database.exec(`PRAGMA busy_timeout = ${waitForReadersMs}`)
  try {
    database.exec('PRAGMA main.wal_checkpoint(TRUNCATE)')
  } catch (error) {
    // The commits are safe in the log. The next one reports whether there is room.
    if (storageProblem(error) === null) throw error
  } finally {
    database.exec(`PRAGMA busy_timeout = ${before.timeout}`)
  }
}

function logBytes(database: DatabaseSyncInstance): number {
  const path = database.location()
  return (path === null ? undefined : statSync(`${path}-wal`, { throwIfNoEntry: false })?.size) ?? 0
}
