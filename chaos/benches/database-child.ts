/**
 * The library's database in a process that may be killed: opens it, then backs it up, writes rows, or holds a read
 * lock as another program would.
 */
import { once } from 'node:events'
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import { makeBackup, rotateBackups } from '../../src/main/db/recovery/backup'
import { copyChecked } from '../../src/main/db/recovery/check-copy'
import { openReadOnly } from '../../src/main/db/connection/database'
import { fillLibrary } from '../../src/main/db/testing/filled-library'
import { backupFolder, openLibraryDatabase } from '../../src/main/db/connection/open-library'
import { silentLogger } from '../../src/main/logging/logger'

export interface DatabaseTask {
  readonly path: string
  readonly work: 'open' | 'back_up' | 'write' | 'read_once_and_hold' | 'read_in_turns'
  /** Number of the first row to write. */
  readonly first: number
}

async function run({ path, work, first }: DatabaseTask): Promise<void> {
  if (work === 'read_once_and_hold' || work === 'read_in_turns') return read(path, work)
  const { database } = openLibraryDatabase(path, { logger: silentLogger, nowMs: Date.now() })
  if (work === 'back_up') {
    await makeBackup(path, backupFolder(path), Date.now(), copyChecked)
    await rotateBackups(backupFolder(path), Date.now())
  }
  for (let next = first; work === 'write'; next += 1) {
    // Reported only once on disk.
    process.send?.(fillLibrary(database, 1, next)[0])
    await turn()
  }
  process.exit(0)
}

/** Overlaps readers, so that there is always one. */
async function read(path: string, work: 'read_once_and_hold' | 'read_in_turns'): Promise<void> {
  const readers = [openReadOnly(path), openReadOnly(path)]
  for (let next = 0; ; next += 1) {
    const reader = readers[next % 2]
    reader?.exec('BEGIN; SELECT COUNT(*) FROM generation')
    process.send?.('reading')
    await (work === 'read_once_and_hold' ? once(process, 'disconnect') : wait(5))
    if (next > 0) readers[(next + 1) % 2]?.exec('COMMIT')
  }
}

process.on('disconnect', () => process.exit(0))
process.on('message', (task: DatabaseTask) => void run(task))
