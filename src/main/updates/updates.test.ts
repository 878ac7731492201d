import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemClock } from '../base/clock'
import { FakeClock } from '../base/testing/fake-clock'
import { createLogger } from '../logging/logger'
import type { Http } from '../modelslab/transport/http'
import { nodeHttp } from '../modelslab/transport/node-http'
import * as reader from './feed/read-feed'
import type { Release, UpdateInstaller } from './ports'
import { feedOf, FeedServer, sendEndlessly } from './testing/feed-server'
import { Updates } from './updates'

let server: FeedServer
let clock: FakeClock
let isSending: boolean
let isWanted: boolean
let readers: number
let warnings: string[]
let left: (() => Promise<void>)[]
let changes: string[]

class FakeInstaller implements UpdateInstaller {
  readonly downloaded: Release[] = []
  installs = 0
  failure: Error | null = null
  download(release: Release): Promise<void> {
    this.downloaded.push(release)
    return this.failure ? Promise.reject(this.failure) : Promise.resolve()
  }
  install(): Promise<void> {
    this.installs += 1
    return Promise.resolve()
  }
}
let installer: FakeInstaller

beforeEach(async () => {
  server = await FeedServer.start()
  clock = new FakeClock()
  isSending = false
  isWanted = true
  readers = 0
  warnings = []
  left = []
  changes = []
  installer = new FakeInstaller()
})
afterEach(() => server.stop())

const feedName = 'latest-linux.yml'
function createUpdates(change: { readonly http?: Http; readonly canInstall?: boolean } = {}): Updates {
  const updates: Updates = new Updates({
    channel: {
      feedUrl: server.folder + feedName,
      loadReader: () => {
        readers += 1
        return Promise.resolve(reader)
      },
      loadInstaller: change.canInstall ? () => Promise.resolve(installer) : null,
      openPage: () => Promise.resolve(),
      leave: (last) => void left.push(last)
    },
    http: change.http ?? nodeHttp(systemClock),
    version: '1.0.0',
    isWanted: () => isWanted,
    isSending: () => isSending,
    clock,
    logger: createLogger({
      write: ({ message, error }) => void warnings.push(`${message}: ${String(error)}`),
      hide: () => undefined
    }),
    onChange: () => void changes.push(updates.view().status)
  })
  return updates
}

it('says that there is a newer version, and cannot install it where signatures are not checked', async () => {
  server.answer(feedName, feedOf('1.1.0'))
  const updates = createUpdates()
  await updates.check()
  expect(changes).toEqual(['checking', 'available'])
  expect(updates.view()).toEqual({
    status: 'available',
    version: '1.1.0',
    canInstall: false,
    isDismissed: false
  })
  await expect(updates.download()).rejects.toThrow('could not be downloaded')
  expect(server.asked).toEqual([`/releases/${feedName}`])
})

it.each([
  ['an older', '0.9.9'],
  ['the same', '1.0.0']
])('offers nothing for a feed of %s version', async (_what, version) => {
  server.answer(feedName, feedOf(version))
  const updates = createUpdates()
  await updates.check()
  expect(updates.view()).toMatchObject({ status: 'newest', version: null })
})

it.each<[string, () => void, string]>([
  ['is not there', () => undefined, 'status 404'],
  [
    'is somewhere else',
    () => server.answer(feedName, (response) => void response.writeHead(302, { location: '/x' }).end()),
    'status 302'
  ],
  ['never ends', () => server.answer(feedName, sendEndlessly), 'too_large'],
  ['is too large', () => server.answer(feedName, 'x'.repeat(64 * 1024 + 1)), 'too_large'],
  ['is cut', () => server.answer(feedName, (response) => void response.destroy()), 'cut'],
  ['was tampered with', () => server.answer(feedName, feedOf('9.9.9').slice(0, 60)), 'UnreadableFeed']
])('says quietly that a feed %s [F67]', async (_what, prepare, reason) => {
  prepare()
  const updates = createUpdates()
  await expect(updates.check()).rejects.toThrow('Couldn’t look for a newer version')
  expect(updates.view()).toMatchObject({ status: 'failed', version: null })
  expect(warnings.join()).toContain(reason)
  expect(warnings.join()).not.toContain('127.0.0.1')
})

it('says quietly that no server is there [F67]', async () => {
  const updates = createUpdates()
  await server.stop()
  await expect(updates.check()).rejects.toThrow('Couldn’t look')
  expect(warnings.join()).toContain('not_sent: refused')
  server = await FeedServer.start()
})

it('gives up on a feed that drips [F67]', async () => {
  const patience = new FakeClock()
  let arrived = (): void => undefined
  const asked = new Promise<void>((resolve) => (arrived = resolve))
  server.answer(feedName, (response) => {
    response.writeHead(200).write('version')
    arrived()
  })
  const updates = createUpdates({ http: nodeHttp(patience) })
  const checked = updates.check()
  const failed = expect(checked).rejects.toThrow('Couldn’t look')
  await asked
  await patience.run(20_000)
  await failed
  expect(warnings.join()).toContain('timeout')
})

it('loads what reads a feed only with the first feed', async () => {
  const updates = createUpdates()
  updates.start()
  expect(readers).toBe(0)
  await expect(updates.check()).rejects.toThrow()
  expect(readers).toBe(0)
  server.answer(feedName, feedOf('1.1.0'))
  await updates.check()
  expect(readers).toBe(1)
})

/** A server that counts requests and has no feed. */
function countingHttp(): { readonly http: Http; readonly count: () => number } {
  let count = 0
  return {
    count: () => count,
    http: {
      send: () => {
        count += 1
        return Promise.resolve({ kind: 'answered', status: 404, headers: {}, body: '' })
      }
    }
  }
}

it('looks once a day, and never unless the user wants that', async () => {
  const { http, count } = countingHttp()
  isWanted = false
  const updates = createUpdates({ http })
  updates.start()
  await clock.run(5 * 86_400_000)
  expect(count()).toBe(0)
  isWanted = true
  await clock.run(86_400_000)
  expect(count()).toBe(1)
  await clock.run(86_400_000)
  expect(count()).toBe(2)
  updates.stop()
  expect(clock.pending).toBe(0)
})

it('does not look while a paid call is on its way', async () => {
  const { http, count } = countingHttp()
  isSending = true
  const updates = createUpdates({ http })
  updates.start()
  await clock.run(10 * 60_000)
  await expect(updates.check()).rejects.toThrow('being sent right now')
  expect(count()).toBe(0)
  isSending = false
  await clock.run(60_000)
  expect(count()).toBe(1)
  updates.stop()
})

it('downloads and installs only when asked, and never during a paid call', async () => {
  server.answer(feedName, feedOf('1.1.0'))
  const updates = createUpdates({ canInstall: true })
  await expect(updates.download()).rejects.toThrow('no newer version')
  await updates.check()
  expect(installer.downloaded).toEqual([])
  isSending = true
  await expect(updates.download()).rejects.toThrow('being sent right now')
  isSending = false
  await updates.download()
  expect(installer.downloaded.map(({ version }) => version)).toEqual(['1.1.0'])
  expect(updates.view().status).toBe('ready')
  await clock.run(3 * 86_400_000)
  expect([left.length, installer.installs]).toEqual([0, 0])
  isSending = true
  await expect(updates.install()).rejects.toThrow('being sent right now')
  isSending = false
  await updates.install()
  // Everything is closed first.
  expect([left.length, installer.installs]).toEqual([1, 0])
  await left[0]?.()
  expect(installer.installs).toBe(1)
})

it('offers a version again whose download was not genuine, and installs nothing [F67]', async () => {
  server.answer(feedName, feedOf('1.1.0'))
  const updates = createUpdates({ canInstall: true })
  await updates.check()
  installer.failure = new Error('sha512 checksum mismatch')
  await expect(updates.download()).rejects.toThrow('Nothing was installed')
  expect(updates.view().status).toBe('available')
  await expect(updates.install()).rejects.toThrow('no newer version')
  expect(left).toEqual([])
})

it('reminds of a version that was dismissed no more, but of the next one', async () => {
  server.answer(feedName, feedOf('1.1.0'))
  const updates = createUpdates()
  await updates.check()
  updates.dismiss()
  await updates.check()
  expect(updates.view()).toMatchObject({ version: '1.1.0', isDismissed: true })
  server.answer(feedName, feedOf('1.2.0'))
  await updates.check()
  expect(updates.view()).toMatchObject({ version: '1.2.0', isDismissed: false })
})

it('keeps what it knows of a newer version when a later check fails', async () => {
  server.answer(feedName, feedOf('1.1.0'))
  const updates = createUpdates()
  await updates.check()
  server.answer(feedName, 'no feed')
  await expect(updates.check()).rejects.toThrow('Couldn’t look for a newer version')
  expect(updates.view()).toMatchObject({ status: 'available', version: '1.1.0' })
})
