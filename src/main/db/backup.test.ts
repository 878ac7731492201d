import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { FakeClock } from '../clock.fake'
import { silentLogger } from '../logging/logger'
import { isSound, listBackups, makeBackup, rotateBackups } from './backup'
import { BackupSchedule } from './backup-schedule'
import { closeDatabase, openDatabase } from './database'
import { fillLibrary, promptsIn } from './filled-library.fake'
import { createGenerationStore } from './generation-store'
import { backupFolder, openLibraryDatabase, type OpenedLibrary } from './open-library'

const hour = 60 * 60_000
const day = 24 * hour
const nowMs = Date.UTC(2026, 10, 22)

let folder: string
let path: string
let opened: OpenedLibrary | null

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-backup-'))
  path = join(folder, 'library.sqlite')
  opened = null
})
afterEach(() => {
  if (opened?.database.isOpen) opened.database.close()
  rmSync(folder, { recursive: true, force: true })
})

function open(): OpenedLibrary {
  opened = openLibraryDatabase(path, { logger: silentLogger, nowMs })
  return opened
}

/** A library with a backup of its first rows, and rows that came later; closed. */
async function libraryWithBackup(): Promise<{ readonly saved: readonly string[] }> {
  const { database } = open()
  const saved = fillLibrary(database, 20)
  await makeBackup(database, backupFolder(path), nowMs - hour)
  fillLibrary(database, 5, 20)
  closeDatabase(database)
  return { saved }
}

describe('a backup', () => {
  it('is a whole database, in one file, made while rows are written', async () => {
    const { database } = open()
    const before = fillLibrary(database, 50)
    const making = makeBackup(database, backupFolder(path), nowMs)
    fillLibrary(database, 10, 50)
    const made = await making
    expect(readdirSync(backupFolder(path))).toEqual([`library-${nowMs}.sqlite`])
    expect(isSound(made.path)).toBe(true)
    const copy = openDatabase(made.path)
    expect(promptsIn(copy)).toEqual(expect.arrayContaining([...before]))
    copy.close()
  })

  it('stays as the newest, one of a day ago and one of a week ago, and the last before a migration', () => {
    const where = backupFolder(path)
    open().database.close()
    const ages = [0, hour, 2 * hour, 25 * hour, 50 * hour, 8 * day, 9 * day]
    touchAll(
      where,
      ages.map((age) => `library-${nowMs - age}.sqlite`)
    )
    touchAll(where, [
      `library-${nowMs - 3 * day}-before-migration.sqlite`,
      `library-${nowMs - 30 * day}-before-migration.sqlite`
    ])
    rotateBackups(where, nowMs)
    expect(
      listBackups(where).map(({ atMs, beforeMigration }) => [(nowMs - atMs) / hour, beforeMigration])
    ).toEqual([
      [0, false],
      [25, false],
      [72, true],
      [192, false]
    ])
  })

  it('is made by itself where something changed, and not where nothing did', async () => {
    const clock = new FakeClock()
    const { database } = open()
    const where = backupFolder(path)
    const schedule = new BackupSchedule({ database, folder: where, clock, logger: silentLogger })
    const made = async (ms: number): Promise<number> => {
      await clock.run(ms)
      await schedule.stop()
      schedule.start()
      return listBackups(where).length
    }
    fillLibrary(database, 1)
    schedule.start()
    expect(await made(31_000)).toBe(1)
    expect(await made(31_000)).toBe(1)
    fillLibrary(database, 1, 1)
    expect(await made(31_000)).toBe(2)
    await schedule.stop()
    expect(clock.pending).toBe(0)
  })
})

describe('a database that cannot be read', () => {
  it('is set aside, and the newest backup takes its place', async () => {
    const { saved } = await libraryWithBackup()
    writeFileSync(path, Buffer.alloc(statSync(path).size, 'no database'))
    const { database, origin } = open()
    expect(origin).toEqual({ kind: 'restored', backupAtMs: nowMs - hour })
    expect(promptsIn(database)).toEqual(saved)
    expect(readdirSync(folder)).toContain('library.sqlite.damaged-2026-11-22T00-00-00-000Z')
  })

  it('is given back also where it is gone or empty', async () => {
    const { saved } = await libraryWithBackup()
    for (const spoil of [() => rmSync(path), () => truncateSync(path, 0)]) {
      spoil()
      for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true })
      const { database, origin } = open()
      expect(origin.kind).toBe('restored')
      expect(promptsIn(database)).toEqual(saved)
      database.close()
    }
  })

  it('F52: falls back to an older backup where the newest is cut or spoilt, and marks that one', async () => {
    const { saved } = await libraryWithBackup()
    const where = backupFolder(path)
    writeFileSync(join(where, `library-${nowMs}.sqlite`), 'half a backup')
    rmSync(path)
    const { database, origin } = open()
    expect(origin).toEqual({ kind: 'restored', backupAtMs: nowMs - hour })
    expect(promptsIn(database)).toEqual(saved)
    expect(readdirSync(where)).toContain(`library-${nowMs}.sqlite.bad`)
  })

  it('never lets a backup send by itself what may have been sent since', async () => {
    const { database } = open()
    const id = randomUUID() as GenerationId
    const request = { modelId: 'veo-3.1-fast', prompt: 'queued when the backup was made' }
    createGenerationStore(database).insertBatch(randomUUID(), [{ id, request, resendOf: null }], nowMs)
    await makeBackup(database, backupFolder(path), nowMs)
    database.close()
    rmSync(path)
    const store = createGenerationStore(open().database)
    expect(store.find(id)?.status).toMatchObject({
      state: 'queued',
      needsClick: true,
      problem: { code: 'may_have_been_sent', charged: 'not_known' }
    })
  })
})

function touchAll(where: string, names: readonly string[]): void {
  mkdirSync(where, { recursive: true })
  for (const name of names) writeFileSync(join(where, name), '')
}
