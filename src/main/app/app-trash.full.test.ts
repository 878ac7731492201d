import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallOutput } from '@shared/contract'
import type { GenerationId, VideoView } from '@shared/generation'
import type { View } from '@shared/library/views'
import type { Confirmation } from '../consent/confirmations'
import { backupFolder } from '../db/connection/open-library'
import { openReadOnly } from '../db/connection/database'
import { makeBackupSync } from '../db/recovery/backup'
import { ClipBench } from './testing/clip-bench'
import { systemClock, type Clock } from '../base/clock'

const dayMs = 24 * 3_600_000

let bench: ClipBench
let id: GenerationId
let video: VideoView
let path: string
/** Added to the time of the app. */
let laterMs = 0
const clock: Clock = { ...systemClock, now: () => Date.now() + laterMs }

const asked = (): readonly Confirmation[] => bench.desktop.questions as Confirmation[]
const erase = (): Promise<CallOutput<'trash.erase'>> => bench.call('trash.erase', { ids: null })
const spent = async (): Promise<unknown> => (await bench.call('spend.summary', { by: 'day' })).rows
const listed = async (view: View): Promise<readonly GenerationId[]> =>
  (await bench.call('generations.page', { view, text: '', before: null, limit: 100 })).items.map(
    (generation) => generation.id
  )
const trashed = (): readonly string[] => bench.desktop.trashed
/** Waits until the engine runs, so that the trash may be emptied. */
const running = (): Promise<unknown> => bench.until(() => bench.call('trash.size', { ids: null }))

beforeEach(async () => {
  laterMs = 0
  bench = await ClipBench.start({ clock })
  video = await bench.makeClip('a paper boat')
  ;({ id } = await bench.generation('a paper boat'))
  path = join(bench.library, video.fileName!)
  await bench.call('generations.trash', { ids: [id] })
})
afterEach(() => bench.end())

describe('emptying the trash', () => {
  it('tells the size, asks, and moves the files to the system’s trash before the rows go', async () => {
    const before = await spent()
    expect(await bench.call('trash.size', { ids: null })).toEqual({
      clips: 1,
      files: 1,
      bytes: video.bytes,
      handedOff: 0,
      used: 0,
      usedIn: []
    })
    expect(await erase()).toEqual({ clips: 1, files: 1, bytes: video.bytes, left: [] })
    expect(asked().at(-1)).toMatchObject({
      message: expect.stringMatching(/^Delete 1 clip and 1 file \(.*B\)\?$/) as string,
      button: 'Delete 1 file'
    })
    expect([trashed(), existsSync(path)]).toEqual([[path], false])
    expect([await listed('all'), await listed('trash')]).toEqual([[], []])
    expect((await bench.call('app.state', {})).counts).toMatchObject({ all: 0, trash: 0 })
    expect(await spent()).toEqual(before)
    const rows = await bench.call('generations.rows', { ids: [id] })
    expect(rows.items).toEqual([])
  })

  it('deletes only the chosen clips, with cancelled requests that have no file', async () => {
    await bench.call('sending.setPaused', { paused: true })
    const [cancelled] = await bench.bench.press({ prompt: 'never sent' })
    await bench.call('generations.cancel', { ids: [cancelled!] })
    expect(await listed('trash')).toEqual([cancelled, id])
    expect(await bench.call('trash.erase', { ids: [cancelled!] })).toMatchObject({ clips: 1, files: 0 })
    expect([await listed('trash'), existsSync(path)]).toEqual([[id], true])
  })

  it('shows nothing of what was deleted when its picture is made later', async () => {
    await erase()
    const { events } = bench.bench.platform
    events.length = 0
    const picture = { id: video.id, kind: 'poster', jpeg: new Uint8Array([0xff, 0xd8, 0xff]) } as const
    await expect(bench.call('videos.savePicture', picture)).rejects.toThrow('not_found')
    expect(events.filter(({ name }) => name === 'generation.changed')).toEqual([])
    expect(await listed('trash')).toEqual([])
  })

  it('does not restore what was deleted', async () => {
    await erase()
    await expect(bench.call('generations.restore', { ids: [id] })).rejects.toThrow('no longer in the trash')
    expect(await listed('all')).toEqual([])
  })
})

it('finishes after a kill between file and row', async () => {
  bench.desktop.trashFile = (file) => {
    rmSync(file)
    return new Promise(() => undefined)
  }
  void erase().catch(() => undefined)
  await bench.until(() => expect(existsSync(path)).toBe(false))
  await bench.restart()
  await running()
  // In the trash still: nothing was lost from sight.
  expect(await listed('trash')).toEqual([id])
  await bench.until(async () => expect(await erase()).toMatchObject({ clips: 1, files: 0, left: [] }))
  expect(await listed('trash')).toEqual([])
})

describe('after the database was lost', () => {
  const loseDatabase = (): void => rmSync(bench.bench.stateFolder, { recursive: true })
  const imported = (): Promise<unknown> =>
    bench.until(async () => expect((await bench.call('app.state', {})).notices).not.toEqual([]))

  it('does not bring a deleted clip back from the journal, and keeps what was paid', async () => {
    const before = await spent()
    await erase()
    await bench.restart(loseDatabase)
    await imported()
    expect([await listed('all'), await listed('trash'), await listed('in_progress')]).toEqual([[], [], []])
    expect(await spent()).toEqual(before)
    expect(bench.simulator.ledger().entries).toHaveLength(1)
  })

  it('does so from whole lines of the journal too', async () => {
    await erase()
    await bench.restart(() => rmSync(bench.bench.journalPath))
    await bench.until(() => expect(existsSync(bench.bench.journalPath)).toBe(true))
    await bench.restart(loseDatabase)
    await imported()
    expect([await listed('all'), await listed('trash'), await listed('in_progress')]).toEqual([[], [], []])
  })

  it('brings a clip back whose file is in the folder again', async () => {
    await erase()
    renameSync(join(bench.library, '..', 'trash', video.fileName!), path)
    await bench.call('library.rebuild', {})
    expect([await listed('all'), await listed('trash')]).toEqual([[id], []])
    expect(await bench.video('a paper boat')).toMatchObject({ state: 'saved', fileName: video.fileName })
  })
})

it('keeps a deleted clip in the trash of an older backup', async () => {
  const backups = backupFolder(bench.bench.databasePath)
  mkdirSync(backups, { recursive: true })
  const database = openReadOnly(bench.bench.databasePath)
  makeBackupSync(database, backups, Date.now())
  database.close()
  await erase()
  await bench.restart(() => {
    for (const name of readdirSync(bench.bench.stateFolder))
      if (name.startsWith('library.sqlite')) rmSync(join(bench.bench.stateFolder, name))
  })
  await bench.until(async () => expect(await listed('trash')).toEqual([id]))
  expect(await listed('all')).toEqual([])
})

it('deletes clips by itself after 30 days in the trash, and no earlier', async () => {
  laterMs = 2 * dayMs
  await bench.makeClip('deleted later')
  const later = (await bench.generation('deleted later')).id
  await bench.call('generations.trash', { ids: [later] })
  await bench.restart(() => {
    laterMs = 31 * dayMs
  })
  await bench.until(async () => expect(await listed('trash')).toEqual([later]))
  expect([trashed(), asked()]).toEqual([[path], []])
})
