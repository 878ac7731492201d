import { fork } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FakeClock } from '../../src/main/base/testing/fake-clock'
import { crashPoints } from '../../src/main/base/crash-points'
import { strikeKinds } from '../../src/main/base/crash-strike'
import { makeBackupSync } from '../../src/main/db/recovery/backup'
import {
  closeDatabase,
  inTransaction,
  openDatabase,
  quickCheck,
  type WritableDatabase
} from '../../src/main/db/connection/database'
import { fillLibrary, promptsIn } from '../../src/main/db/testing/filled-library'
import { rewriteWithSchema } from '../../src/main/db/testing/older-library'
import { migrate, newestSchema, schemaVersion } from '../../src/main/db/migrations/migrate'
import { backupFolder, openLibraryDatabase } from '../../src/main/db/connection/open-library'
import { WriteHealth } from '../../src/main/db/connection/write-health'
import { silentLogger } from '../../src/main/logging/logger'
import { bundlePrograms } from '../engine/bundle'
import type { DatabaseTask } from './database-child'
import { runDatabase, type DatabaseRun } from './database-process'
import {
  adoptionPoints,
  chaosPoints,
  databasePoints,
  hotFolderPoints,
  movePoints,
  renamePoints
} from '../runner/points'
import { within } from '../runner/within'

const rows = 20
let program: string
let folder: string

beforeAll(async () => {
  program = (await bundlePrograms(join(import.meta.dirname, '../../.cache', 'chaos-database'))).database
  folder = mkdtempSync(join(tmpdir(), 'dailies-database-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (...[task, ending]: [DatabaseTask, Parameters<typeof runDatabase>[2]]): Promise<DatabaseRun> =>
  runDatabase(program, task, ending)

/** Starts another program that reads the library; resolves once it does. */
async function reading(
  path: string,
  work: 'read_once_and_hold' | 'read_in_turns'
): Promise<{ readonly end: () => Promise<void> }> {
  const child = fork(program, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const reads = new Promise((resolve) => child.once('message', resolve))
  const gone = new Promise((resolve) => child.once('close', resolve))
  child.send({ path, work, first: 0 } satisfies DatabaseTask)
  await within(120_000, 'Reading', reads)
  return {
    end: async () => {
      child.kill('SIGKILL')
      await within(120_000, 'Ending', gone)
    }
  }
}

/** Makes the library that a crash point needs: of an older schema, damaged with a backup, or intact. */
function libraryFor(point: string): string {
  const path = join(mkdtempSync(join(folder, 'library-')), 'library.sqlite')
  const database = openDatabase(path)
  migrate(database)
  fillLibrary(database, rows)
  if (point.startsWith('database.')) makeBackupSync(database, backupFolder(path), Date.now())
  closeDatabase(database)
  if (point.startsWith('migration.')) rewriteWithSchema(path, newestSchema - 1)
  if (point.startsWith('database.')) writeFileSync(path, 'no database '.repeat(1000))
  return path
}

describe('the crash points', () => {
  it('are each covered by a test that kills, fails and delays there', () => {
    const all = [
      ...chaosPoints,
      ...databasePoints,
      ...adoptionPoints,
      ...movePoints,
      ...renamePoints,
      ...hotFolderPoints
    ]
    expect(all.sort()).toEqual([...crashPoints()].sort())
  })

  const cases = strikeKinds.flatMap((kind) => databasePoints.map((point) => [kind, point] as const))
  const ends = { kill: 'SIGKILL', throw: 1, delay: 0 } as const

  it.each(cases)('keeps every row after %s at %s', async (kind, point) => {
    const path = libraryFor(point)
    const work = point.startsWith('backup.') ? 'back_up' : 'open'
    const { end } = await run({ path, work, first: 0 }, { crashAt: `${point}:1:${kind}` })
    expect(end).toBe(ends[kind])
    const { database } = openLibraryDatabase(path, { logger: silentLogger, nowMs: Date.now() })
    expect(schemaVersion(database)).toBe(newestSchema)
    expect(quickCheck(database)).toBe('ok')
    expect(promptsIn(database)).toHaveLength(rows)
    database.close()
  })
})

describe('a new library', () => {
  it.each(['migration', 'mark'].flatMap((name) => [`${name}.before-commit`, `${name}.committed`]))(
    'is still new at the next start after a kill at %s',
    async (point) => {
      const path = join(mkdtempSync(join(folder, 'begun-')), 'library.sqlite')
      const { end } = await run({ path, work: 'open', first: 0 }, { crashAt: `${point}:1` })
      expect(end).toBe('SIGKILL')
      const { database, origin } = openLibraryDatabase(path, { logger: silentLogger, nowMs: Date.now() })
      database.close()
      expect(origin).toEqual({ kind: 'new' })
    }
  )
})

describe('the write-ahead log of a database that another program reads [F53]', () => {
  const mebibyte = 2 ** 20
  const logBytes = (path: string): number => statSync(`${path}-wal`).size

  /** Writes about this many bytes to the log. */
  function write(database: WritableDatabase, mebibytes: number): void {
    database.exec('CREATE TABLE IF NOT EXISTS ballast (content BLOB)')
    for (let written = 0; written < mebibytes; written += 0.25) {
      inTransaction(database, 'mark', () => {
        database.exec('DELETE FROM ballast; INSERT INTO ballast VALUES (randomblob(262144))')
      })
    }
  }

  it('shrinks after a long reader ends', async () => {
    const path = libraryFor('')
    const { database } = openLibraryDatabase(path, { logger: silentLogger, nowMs: Date.now() })
    const reader = await reading(path, 'read_once_and_hold')
    write(database, 40)
    expect(logBytes(path)).toBeGreaterThan(30 * mebibyte)
    expect(promptsIn(database)).toHaveLength(rows)
    await reader.end()
    write(database, 20)
    expect(logBytes(path)).toBeLessThan(17 * mebibyte)
    database.close()
  })

  it('stays short even with a constant reader', async () => {
    const path = libraryFor('')
    const { database } = openLibraryDatabase(path, { logger: silentLogger, nowMs: Date.now() })
    const reader = await reading(path, 'read_in_turns')
    // How long the readers take is the machine's: until the first truncation, and never for ever.
    let longest: number
    do {
      longest = logBytes(path)
      write(database, 10)
    } while (logBytes(path) > longest && longest < 2048 * mebibyte)
    expect(logBytes(path)).toBeLessThan(longest)
    await reader.end()
    database.close()
  })
})

describe('a database locked by another program [F54]', () => {
  it('waits five seconds, reports it until the database is free, and loses nothing', async () => {
    const path = libraryFor('')
    const other = openDatabase(path)
    const ours = openDatabase(path)
    expect(ours.prepare('PRAGMA busy_timeout').get()).toEqual({ timeout: 5000 })
    ours.exec('PRAGMA busy_timeout = 50')
    const clock = new FakeClock()
    const shown: (string | null)[] = []
    const health = new WriteHealth({
      database: ours,
      clock,
      onChange: () => shown.push(health.problem?.code ?? null)
    })
    other.exec('BEGIN IMMEDIATE')
    expect(() => fillLibrary(ours, 1)).toThrow('Another program is using the library')
    await clock.run(60_000)
    expect(shown).toEqual(['library_in_use'])
    // The window must stay responsive meanwhile.
    expect(ours.prepare('PRAGMA busy_timeout').get()).toEqual({ timeout: 50 })
    other.exec('ROLLBACK')
    await clock.run(5_000)
    expect(shown).toEqual(['library_in_use', null])
    expect(ours.prepare('PRAGMA busy_timeout').get()).toEqual({ timeout: 5000 })
    fillLibrary(ours, 1)
    expect(promptsIn(ours)).toHaveLength(rows + 1)
    expect(clock.pending).toBe(0)
    ours.close()
    other.close()
  })
})
