import { afterEach, beforeEach, expect, it } from 'vitest'
import * as reader from '../updates/feed/read-feed'
import type { UpdateChannel } from '../updates/ports'
import { feedOf, FeedServer } from '../updates/testing/feed-server'
import { AppBench } from './testing/app-bench'

let bench: AppBench
let server: FeedServer
let steps: string[]
beforeEach(async () => {
  server = await FeedServer.start()
  steps = []
})
afterEach(async () => {
  await bench.end()
  await server.stop()
})

const channel = (): UpdateChannel => ({
  feedUrl: `${server.folder}latest.yml`,
  loadReader: () => Promise.resolve(reader),
  loadInstaller: () =>
    Promise.resolve({
      download: () => Promise.resolve(),
      install: () => Promise.resolve(void steps.push('installed'))
    }),
  openPage: () => Promise.resolve(void steps.push('page')),
  leave: (last) => {
    steps.push('closed')
    void last()
  }
})

it('has no updates in a build without a feed', async () => {
  bench = await AppBench.start()
  const { updates, settings } = await bench.call('app.state', {})
  expect([updates, settings.checkForUpdates]).toEqual([null, false])
  for (const name of ['check', 'openPage', 'download', 'install', 'dismiss'] as const)
    await expect(bench.call(`updates.${name}`, {})).rejects.toThrow('This build of Dailies has no updates.')
})

it('installs a newer version after the question of the main process, and asks no feed by itself', async () => {
  server.answer('latest.yml', feedOf('0.0.1'))
  bench = await AppBench.start({ updateChannel: channel() })
  expect(server.asked).toEqual([])
  await bench.call('updates.check', {})
  expect((await bench.call('app.state', {})).updates).toEqual({
    status: 'available',
    version: '0.0.1',
    canInstall: true,
    isDismissed: false
  })
  await bench.call('updates.openPage', {})
  await bench.call('updates.download', {})

  const { desktop } = bench.platform
  desktop.agrees = false
  await expect(bench.call('updates.install', {})).rejects.toThrow('You cancelled this.')
  expect(steps).toEqual(['page'])
  desktop.agrees = true
  await bench.call('updates.install', {})
  expect(steps).toEqual(['page', 'closed', 'installed'])
})
