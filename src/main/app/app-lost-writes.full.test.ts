import { copyFileSync, cpSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Problem } from '@shared/problem'
import { AppBench } from './testing/app-bench'
import { openDatabase } from '../db/connection/database'

let bench: AppBench

beforeEach(async () => {
  bench = await AppBench.start()
})
afterEach(() => bench.end())

const paid = (): number => bench.simulator.ledger().entries.length
const away = (): string => `${bench.library}-away`

/** Copies the files on disk as a killed process leaves them. */
function snapshot(name: string): string {
  const copy = join(bench.folder, name)
  cpSync(bench.stateFolder, copy, { recursive: true })
  return copy
}

/** Replaces the state folder of the app. */
function putInPlace(copy: string): void {
  rmSync(bench.stateFolder, { recursive: true })
  renameSync(copy, bench.stateFolder)
}

function checkpoint(): void {
  const database = openDatabase(bench.databasePath)
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
}

/** Presses Generate while sending is paused, so that the row stays queued. */
async function waiting(prompt: string): Promise<Awaited<ReturnType<AppBench['press']>>[number]> {
  await bench.call('sending.setPaused', { paused: true })
  const [id] = await bench.press({ prompt })
  return id!
}

const resume = (): Promise<unknown> => bench.call('sending.setPaused', { paused: false })

const notices = async (): Promise<readonly Problem[]> => (await bench.call('app.state', {})).notices

const told = (): Promise<string> =>
  vi.waitFor(
    async () => {
      const [notice] = await notices()
      expect(notice?.code).toBe('library_damaged')
      return `${notice!.message} ${notice!.advice}`
    },
    { interval: 20 }
  )

describe('a database that lost its last writes [F49]', () => {
  it('because its log is missing: pays for nothing twice, and reports what the folder restored', async () => {
    const id = await waiting('sent once')
    checkpoint()
    const stillWaiting = await waiting('never sent')
    checkpoint()
    await resume()
    await bench.comesTo(id, 'ready')
    await bench.comesTo(stillWaiting, 'ready')
    const killed = snapshot('killed')
    await bench.reopen(() => {
      putInPlace(killed)
      rmSync(`${bench.databasePath}-wal`)
    })
    expect(await told()).toContain('Restored from the folder: 2 clips')
    await bench.comesTo(id, 'ready')
    expect(paid()).toBe(2)
  })

  it('because its log is missing, and the folder has no trace: queued generations wait for a click', async () => {
    const id = await waiting('sent while the drive was away')
    renameSync(bench.library, away())
    checkpoint()
    await resume()
    await vi.waitFor(() => expect(paid()).toBe(1))
    const killed = snapshot('killed')
    await bench.close()
    renameSync(away(), bench.library)
    putInPlace(killed)
    rmSync(`${bench.databasePath}-wal`)
    bench.open()
    expect(await told()).toContain('may have been sent')
    expect((await bench.get(id)).generation).toMatchObject({
      state: 'queued',
      waitingFor: 'click',
      problem: { code: 'may_have_been_sent' }
    })
    expect(paid()).toBe(1)
  })

  it('because an older copy replaced it: pays for nothing twice, and holds queued generations', async () => {
    const [id, other] = [await waiting('sent once'), await waiting('waiting all the time')]
    await bench.close()
    const older = join(bench.folder, 'older.sqlite')
    copyFileSync(bench.databasePath, older)
    bench.open()
    await bench.call('generations.cancel', { ids: [other] })
    await resume()
    await bench.comesTo(id, 'ready')
    await waiting('the last one')
    await bench.reopen(() => copyFileSync(older, bench.databasePath))
    await resume()
    expect(await told()).toContain('may have been sent')
    expect((await bench.get(id)).generation.state).toBe('ready')
    expect((await bench.get(other)).generation.state).toBe('cancelled')
    const page = await bench.call('generations.page', { view: 'all', text: '', before: null, limit: 9 })
    expect(page.items.map(({ state, waitingFor }) => [state, waitingFor])).toEqual([
      ['queued', 'click'],
      ['ready', null]
    ])
    expect(paid()).toBe(1)
  })

  it('and cannot be compared with the folder: queued generations wait for a click', async () => {
    const id = await waiting('sent once')
    await bench.close()
    const older = join(bench.folder, 'older.sqlite')
    copyFileSync(bench.databasePath, older)
    bench.open()
    await resume()
    const { remoteId } = await bench.comesTo(id, 'ready')
    await bench.reopen(() => {
      copyFileSync(older, bench.databasePath)
      renameSync(bench.library, away())
    })
    await vi.waitFor(async () =>
      expect((await bench.get(id)).generation).toMatchObject({ state: 'queued', waitingFor: 'click' })
    )
    renameSync(away(), bench.library)
    bench.app.cameToFront()
    expect(await bench.comesTo(id, 'ready')).toMatchObject({ remoteId })
    expect(paid()).toBe(1)
  })
})

describe('a database without lost writes', () => {
  it('resumes once after a kill, without a notice [F02]', async () => {
    const [id] = await bench.press({ prompt: 'pressed before the kill' })
    await bench.comesTo(id!, 'ready')
    const killed = await waiting('pressed and killed')
    const copy = snapshot('killed')
    await bench.reopen(() => putInPlace(copy))
    await resume()
    await bench.comesTo(killed, 'ready')
    expect([paid(), await notices()]).toEqual([2, []])
  })
})

describe('changes that the library folder missed while it was away', () => {
  it('are appended when it is back, so that a lost database is restored completely', async () => {
    await bench.reopen(() => renameSync(bench.library, away()))
    const [unclear] = await bench.press({ prompt: '[sim: submit-reset-created] no answer' })
    await bench.comesTo(unclear!, 'unconfirmed')
    const [running] = await bench.press({ prompt: '[sim: job-stuck] running' })
    const { remoteId } = await bench.comesTo(running!, 'processing')
    await bench.close()
    renameSync(away(), bench.library)
    bench.open()
    await vi.waitFor(() => expect(readFileSync(bench.journalPath, 'utf8').match(/"whole"/g)).toHaveLength(2))
    await bench.reopen(() => rmSync(bench.stateFolder, { recursive: true }))
    await told()
    expect((await bench.get(unclear!)).generation).toMatchObject({ state: 'unconfirmed' })
    expect((await bench.get(running!)).generation).toMatchObject({ state: 'processing', remoteId })
    expect(paid()).toBe(2)
  })
})
