import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { openDatabase } from '../db/connection/database'
import { newestSchema } from '../db/migrations/migrate'
import { testClip } from '../downloads/testing/test-clip'
import { AppBench } from './testing/app-bench'

let bench: AppBench
let id: GenerationId

beforeEach(async () => {
  bench = await AppBench.start()
  id = (await bench.press({ prompt: 'made by the newer version' }))[0]!
  await bench.comesTo(id, 'ready')
  await bench.call('sending.setPaused', { paused: true })
  await bench.press({ prompt: 'waits' })
  await bench.reopen(() => {
    const newer = openDatabase(bench.databasePath)
    newer.exec('CREATE TABLE of_the_newer_version (id INTEGER) STRICT')
    newer.exec(`PRAGMA user_version = ${newestSchema + 1}`)
    newer.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    newer.close()
  })
})
afterEach(() => bench.end())

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
    bench.call('models.add', { id: 'cheap', name: 'Cheap' })
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
