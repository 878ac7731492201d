import { expect, it } from 'vitest'
import { feedOptions, updateChannel } from '../app/update-channel.mjs'

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
  expect(feedOptions(environment)).toContain('-c.publish.url=https://example.com/releases/')
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
