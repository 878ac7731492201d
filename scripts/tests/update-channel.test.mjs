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
    feed: 'https://example.com/releases',
    page: 'https://example.com/download',
    publisher: 'CN=The Dailies developers'
  })
  expect(feedOptions(environment)).toContain('-c.publish.url=https://example.com/releases')
})

it('refuses a feed that others on the way could change', () => {
  for (const DAILIES_UPDATE_FEED of ['http://example.com', 'ftp://example.com', 'example.com'])
    expect(() => updateChannel({ DAILIES_UPDATE_FEED })).toThrow('https')
})
