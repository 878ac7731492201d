import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { openDatabase } from '../db/connection/database'
import { newestSchema } from '../db/migrations/migrate'
import { testClip } from '../downloads/testing/test-clip'
import { AppBench } from './testing/app-bench'

/** As little as counts as one. */
const smallPng = Uint8Array.from([
  ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  ...[0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]
])

let bench: AppBench
let id: GenerationId

beforeEach(async () => {
  bench = await AppBench.start()
  id = (await bench.press({ prompt: 'made by the newer version' }))[0]!
  await bench.comesTo(id, 'ready')
  await bench.call('sending.setPaused', { paused: true })
  await bench.press({ prompt: 'waits' })
  await bench.reopen(becomeNewer)
})
afterEach(() => bench.end())

/** Turns the database into that of a newer version. */
const becomeNewer = (): void =>
  change('CREATE TABLE of_the_newer_version (id INTEGER) STRICT', newestSchema + 1)
const becomeOurs = (): void => change('DROP TABLE of_the_newer_version', newestSchema)

function change(sql: string, version: number): void {
  const database = openDatabase(bench.databasePath)
  database.exec(sql)
  database.exec(`PRAGMA user_version = ${version}`)
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
}

/** Returns the name and hash of each file of the library folder, and of the database. */
function contents(): Record<string, string> {
  const files = readdirSync(bench.library, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(
    [...files, bench.databasePath].map((path) => [
      path,
      createHash('sha256').update(readFileSync(path)).digest('hex')
    ])
  )
}

it('shows a library of a newer version, and changes nothing in it whatever is called [F51]', async () => {
  const before = contents()
  const { notWritable } = await bench.call('app.state', {})
  expect(notWritable?.message).toBe(
    'A newer version of Dailies wrote this library. You can view it here, but not change it.'
  )
  expect((await bench.get(id)).generation).toMatchObject({ state: 'ready' })

  const elsewhere = join(bench.folder, 'elsewhere')
  mkdirSync(elsewhere)
  writeFileSync(join(elsewhere, 'other.mp4'), testClip)
  const { desktop } = bench.platform
  desktop.nextVideos = [join(elsewhere, 'other.mp4')]
  desktop.nextVideo = join(elsewhere, 'other.mp4')
  desktop.nextFolder = elsewhere
  const video = (await bench.get(id)).generation.videos[0]!
  await bench.call('sending.setPaused', { paused: false })
  await bench.call('settings.update', { fileNameTemplate: '{model} {prompt}' })
  const project = { kind: 'project', name: 'A film', projectId: null, search: null } as const
  const refused = await Promise.allSettled([
    bench.press({ prompt: 'one more' }),
    bench.call('generations.sendAgain', { id, pressId: crypto.randomUUID(), waitForCredit: true }),
    bench.call('generations.trash', { ids: [id] }),
    bench.call('trash.erase', { ids: [id] }),
    bench.call('annotations.set', { ids: [id], change: { stars: 5 } }),
    bench.call('items.add', { item: { ...project, id: crypto.randomUUID() } }),
    bench.call('draft.save', { draft: 'x' }),
    bench.call('names.rename', { ids: null }),
    bench.call('sidecars.remove', {}),
    bench.call('library.chooseFolder', {}),
    bench.call('models.add', { id: 'cheap', name: 'Cheap' }),
    bench.call('frames.save', { id: video.id, seconds: 1, png: smallPng })
  ])
  expect(refused.map((one) => (one.status === 'rejected' ? String(one.reason) : 'done'))).toEqual(
    refused.map(() => expect.stringContaining('library_newer') as string)
  )
  await bench.call('videos.downloadAgain', { id: video.id })
  await bench.call('library.rebuild', {})
  for (const kind of ['copy', 'link'] as const)
    expect((await bench.call('imports.choose', { kind })).report).toMatchObject({ imported: 0, refused: 1 })
  expect(contents()).toEqual(before)
  expect(bench.simulator.ledger().entries).toHaveLength(1)
  await bench.close()
  expect(contents()).toEqual(before)
})

it('puts no file that the user locates into it [F51]', async () => {
  const elsewhere = join(bench.folder, 'elsewhere.mp4')
  const video = async () => (await bench.get(id)).generation.videos[0]!
  const file = join(bench.library, (await video()).fileName!)
  await bench.reopen(() => {
    becomeOurs()
    renameSync(file, elsewhere)
  })
  await vi.waitFor(async () => expect((await video()).state).toBe('missing'))
  await bench.reopen(becomeNewer)
  bench.platform.desktop.nextVideo = elsewhere
  await expect(bench.call('videos.locate', { id: (await video()).id })).rejects.toThrow('library_newer')
  expect(existsSync(file)).toBe(false)
})
