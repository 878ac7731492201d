import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { writeLinuxFeed } from '../app/linux-feed.mjs'
import { feedOptions, updateChannel } from '../app/update-channel.mjs'
import { feedFile } from '../../src/main/platform/updates/feed-file'
import { readNewer } from '../../src/main/updates/feed/read-feed'

it('builds no updates unless a feed is named', () => {
  expect(updateChannel({})).toBe(null)
  expect(updateChannel({ DAILIES_UPDATE_FEED: '', DAILIES_PUBLISHER: 'CN=x' })).toBe(null)
  expect(feedOptions({})).toEqual([])
})

it('takes feed, page and publisher from the environment', () => {
  const environment = {
    DAILIES_UPDATE_FEED: 'https://example.com/releases',
    DAILIES_DOWNLOAD_PAGE: 'https://example.com/download',
    DAILIES_PUBLISHER: 'CN=The Dailies developers'
  }
  expect(updateChannel(environment)).toEqual({
    feed: 'https://example.com/releases/',
    page: 'https://example.com/download',
    publisher: 'CN=The Dailies developers'
  })
  const linux = feedOptions(environment, { platform: 'linux', arch: 'x64' })
  expect(linux).toContain('-c.publish.url=https://example.com/releases/')
  expect(linux).toContain('-c.win.signtoolOptions.publisherName=CN=The Dailies developers')
  expect(linux.join()).not.toContain('channel')
})

it('gives each of the two builds for macOS the feed that the program asks for', () => {
  const environment = { DAILIES_UPDATE_FEED: 'https://example.com/releases' }
  for (const arch of ['arm64', 'x64']) {
    const [option] = feedOptions(environment, { platform: 'darwin', arch }).filter((one) =>
      one.includes('channel')
    )
    const channel = option.replace('-c.publish.channel=', '')
    expect(`${channel}-mac.yml`).toBe(feedFile({ platform: 'darwin', arch }))
  }
})

it('writes a feed for Linux that the program reads', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dailies-feed-'))
  try {
    writeFileSync(join(folder, 'dailies_2.0.0_amd64.deb'), 'a package')
    const feed = writeLinuxFeed(folder, { version: '2.0.0', files: ['dailies_2.0.0_amd64.deb'] })
    expect(feed).toBe(join(folder, feedFile({ platform: 'linux', arch: 'x64' })))
    const release = readNewer(
      readFileSync(feed, 'utf8'),
      '1.0.0',
      'https://example.com/releases/latest-linux.yml'
    )
    expect(release).toEqual({
      version: '2.0.0',
      files: [
        {
          url: 'dailies_2.0.0_amd64.deb',
          sha512: createHash('sha512').update('a package').digest('base64'),
          size: 9
        }
      ]
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
})

it.each([
  ['https://example.com/releases//', 'https://example.com/releases/'],
  ['http://127.0.0.1:4000', 'http://127.0.0.1:4000/']
])('takes the feed %s as a folder, and the folder as the page', (DAILIES_UPDATE_FEED, folder) => {
  expect(updateChannel({ DAILIES_UPDATE_FEED })).toEqual({ feed: folder, page: folder, publisher: null })
})

it('takes a page of any address', () => {
  const DAILIES_DOWNLOAD_PAGE = 'https://example.com/?for=all#download'
  const environment = { DAILIES_UPDATE_FEED: 'https://example.com/releases/', DAILIES_DOWNLOAD_PAGE }
  expect(updateChannel(environment)?.page).toBe(DAILIES_DOWNLOAD_PAGE)
})

it.each([
  'http://example.com',
  'http://127.0.0.1.example.com',
  'ftp://example.com',
  'file:///releases',
  'example.com'
])('refuses an address that others on the way could change: %s', (address) => {
  expect(() => updateChannel({ DAILIES_UPDATE_FEED: address })).toThrow('https')
  const environment = { DAILIES_UPDATE_FEED: 'https://example.com', DAILIES_DOWNLOAD_PAGE: address }
  expect(() => updateChannel(environment)).toThrow('https')
})

it.each(['https://example.com/?channel=x', 'https://example.com/#x', 'https://user:secret@example.com/'])(
  'refuses a feed that is no folder, or holds a password: %s',
  (DAILIES_UPDATE_FEED) => {
    expect(() => updateChannel({ DAILIES_UPDATE_FEED })).toThrow('DAILIES_UPDATE_FEED must')
  }
)
