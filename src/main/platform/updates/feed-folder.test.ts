import { expect, it } from 'vitest'
import { parseFeedFolder } from './feed-folder'

it.each([
  ['https://example.com/releases', 'https://example.com/releases/'],
  ['https://example.com/releases//', 'https://example.com/releases/'],
  ['http://127.0.0.1:4000', 'http://127.0.0.1:4000/'],
  ['http://example.com/releases', null],
  ['https://user:secret@example.com/', null],
  ['https://example.com/?channel=x', null],
  ['file:///releases', null],
  ['releases', null]
])('reads the address of a feed: %s', (text, folder) => {
  expect(parseFeedFolder(text)).toBe(folder)
})
