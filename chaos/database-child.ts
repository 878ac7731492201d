/** The library's database in a process that may die: it opens it, then backs it up or writes row after row. */
import { setImmediate as turn } from 'node:timers/promises'
import { makeBackup, rotateBackups } from '../src/main/db/backup'
import { fillLibrary } from '../src/main/db/filled-library.fake'
import { backupFolder, openLibraryDatabase } from '../src/main/db/open-library'
import { silentLogger } from '../src/main/logging/logger'

export interface DatabaseTask {
  readonly path: string
  readonly work: 'open' | 'back_up' | 'write'
  /** Number of the first row that it writes. */
  readonly first: number
}

async function run({ path, work, first }: DatabaseTask): Promise<void> {
  const { database } = openLibraryDatabase(path, { logger: silentLogger, nowMs: Date.now() })
  if (work === 'back_up') {
    await makeBackup(database, backupFolder(path), Date.now())
    rotateBackups(backupFolder(path), Date.now())
  }
  for (let next = first; work === 'write'; next += 1) {
    // Told only when it is on disk.
    process.send?.(fillLibrary(database, 1, next)[0])
    await turn()
  }
  process.exit(0)
}

process.on('disconnect', () => process.exit(0))
process.on('message', (task: DatabaseTask) => void run(task))
