import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { FakeClock } from '../../base/testing/fake-clock'
import { silentLogger } from '../../logging/logger'
import { listBackups, makeBackup, rotateBackups } from './backup'
import { copyChecked, isSound } from './check-copy'
import { BackupSchedule } from './backup-schedule'
import { closeDatabase, openDatabase, type WritableDatabase } from '../connection/database'
import { fillLibrary, promptsIn } from '../testing/filled-library'
import { createGenerationStore } from '../tables/generation-store'
import { backupFolder, openLibraryDatabase, type OpenedLibrary } from '../connection/open-library'

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

const scheduleOf = (database: WritableDatabase, clock: FakeClock): BackupSchedule =>
  new BackupSchedule({
    database,
    path,
    folder: backupFolder(path),
    copyChecked,
    clock,
    logger: silentLogger
  })

/** Creates a closed library with a backup of its first rows, and later rows. */
async function libraryWithBackup(): Promise<{ readonly saved: readonly string[] }> {
  const { database } = open()
  const saved = fillLibrary(database, 20)
  await makeBackup(path, backupFolder(path), nowMs - hour, copyChecked)
  fillLibrary(database, 5, 20)
  closeDatabase(database)
  return { saved }
}

describe('a backup', () => {
  it('is a complete database in one file, made while rows are written', async () => {
    const { database } = open()
    const before = fillLibrary(database, 50)
    const making = makeBackup(path, backupFolder(path), nowMs, copyChecked)
    fillLibrary(database, 10, 50)
    const made = await making
    expect(readdirSync(backupFolder(path))).toEqual([`library-${nowMs}.sqlite`])
    expect(isSound(made.path)).toBe(true)
    const copy = openDatabase(made.path)
    expect(promptsIn(copy)).toEqual(expect.arrayContaining([...before]))
    copy.close()
  })

  it('is discarded when its check fails, and leaves no file', async () => {
    open()
    const made = makeBackup(path, backupFolder(path), nowMs, () => Promise.resolve(false))
    await expect(made).rejects.toThrow('not sound')
    expect(readdirSync(backupFolder(path))).toEqual([])
  })

  const agesInDays = (where: string, atMs: number): readonly number[] =>
    listBackups(where, atMs).map((one) => Math.floor((atMs - one.atMs) / day))

  it('is kept as the last of each of seven days and of four weeks', async () => {
    const where = backupFolder(path)
    mkdirSync(where)
    const startMs = nowMs + hour / 4
    for (let atMs = startMs; atMs < startMs + 60 * day; atMs += hour / 2) {
      touchAll(where, [`library-${atMs}.sqlite`])
      await rotateBackups(where, atMs)
      expect(listBackups(where, atMs)[0]?.atMs).toBe(atMs)
    }
    const ages = agesInDays(where, startMs + 60 * day)
    expect(ages.slice(0, 7)).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(ages.slice(7).every((age) => age > 6 && age <= 28)).toBe(true)
    expect(ages.at(-1)).toBeGreaterThan(14)
    expect(ages.length).toBeLessThanOrEqual(10)
  })

  it('is kept if Dailies was started on only a few days of a year', async () => {
    const where = backupFolder(path)
    const ages = [0, 100, 200, 300]
    touchAll(
      where,
      ages.map((age) => `library-${nowMs - age * day}.sqlite`)
    )
    await rotateBackups(where, nowMs)
    expect(agesInDays(where, nowMs)).toEqual(ages)
  })

  it('from before a migration is kept if it is the newest of those', async () => {
    const where = backupFolder(path)
    touchAll(where, [
      `library-${nowMs}.sqlite`,
      `library-${nowMs - 30 * day}-before-migration.sqlite`,
      `library-${nowMs - 300 * day}-before-migration.sqlite`
    ])
    await rotateBackups(where, nowMs)
    expect(agesInDays(where, nowMs)).toEqual([0, 30])
  })

  it('dated in the future neither counts as the newest nor is removed', async () => {
    const where = backupFolder(path)
    const noonMs = nowMs + 12 * hour
    touchAll(
      where,
      [-400 * day, 0, hour].map((age) => `library-${noonMs - age}.sqlite`)
    )
    await rotateBackups(where, noonMs)
    expect(agesInDays(where, noonMs)).toEqual([0, -400])
  })

  it('dated in the future does not prevent new ones', async () => {
    const clock = new FakeClock()
    const { database } = open()
    const where = backupFolder(path)
    touchAll(where, [`library-${clock.now() + 400 * day}.sqlite`])
    const schedule = scheduleOf(database, clock)
    schedule.start()
    await clock.run(31_000)
    await schedule.stop()
    expect(agesInDays(where, clock.now())).toEqual([0, -400])
  })

  it('is made automatically only after a change', async () => {
    const clock = new FakeClock()
    const { database } = open()
    const where = backupFolder(path)
    const schedule = scheduleOf(database, clock)
    const newestAtMs = async (): Promise<number | undefined> => {
      await clock.run(31_000)
      await schedule.stop()
      schedule.start()
      return listBackups(where, clock.now())[0]?.atMs
    }
    fillLibrary(database, 1)
    schedule.start()
    const first = await newestAtMs()
    expect(first).toBeDefined()
    expect(await newestAtMs()).toBe(first)
    fillLibrary(database, 1, 1)
    expect(await newestAtMs()).toBeGreaterThan(first!)
    await schedule.stop()
    expect(clock.pending).toBe(0)
  })
})

describe('an unreadable database', () => {
  it('is set aside, and the newest backup is restored', async () => {
    const { saved } = await libraryWithBackup()
    writeFileSync(path, Buffer.alloc(statSync(path).size, 'no database'))
    const { database, origin } = open()
    expect(origin).toEqual({ kind: 'restored', backupAtMs: nowMs - hour })
    expect(promptsIn(database)).toEqual(saved)
    expect(readdirSync(folder)).toContain('library.sqlite.damaged-2026-11-22T00-00-00-000Z')
  })

  it('is also restored if the file is missing or empty', async () => {
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

  it('is restored from an older backup if the newest is damaged, and that one is marked [F52]', async () => {
    const { saved } = await libraryWithBackup()
    const where = backupFolder(path)
    writeFileSync(join(where, `library-${nowMs}.sqlite`), 'half a backup')
    rmSync(path)
    const { database, origin } = open()
    expect(origin).toEqual({ kind: 'restored', backupAtMs: nowMs - hour })
    expect(promptsIn(database)).toEqual(saved)
    expect(readdirSync(where)).toContain(`library-${nowMs}.sqlite.bad`)
  })

  it('never sends automatically what may have been sent since the backup', async () => {
    const { database } = open()
    const id = randomUUID() as GenerationId
    const request = { modelId: 'veo-3.1-fast', prompt: 'queued when the backup was made' }
    createGenerationStore(database).insertBatch(randomUUID(), [{ id, request, resendOf: null }], nowMs)
    await makeBackup(path, backupFolder(path), nowMs, copyChecked)
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
