import { expect, it } from 'vitest'
import { feedOf, sha512Of } from '../testing/feed-server'
import { readNewer, UnreadableFeed } from './read-feed'

const address = 'https://example.com/releases/latest.yml'
const read = (text: string, current = '1.2.3'): string | undefined =>
  readNewer(text, current, address)?.version

it.each([
  ['1.2.4', '1.2.3', '1.2.4'],
  ['1.10.0', '1.9.9', '1.10.0'],
  ['1.2.3', '1.2.3', undefined],
  ['1.2.3', '1.2.4', undefined],
  ['0.9.0', '1.0.0', undefined],
  ['1.2.3', '1.2.3-beta.1', '1.2.3'],
  ['1.2.3-beta.2', '1.2.3-beta.1', '1.2.3-beta.2'],
  ['1.2.3-beta.1', '1.2.3', undefined],
  ['2.0.0-beta.1', '1.2.3', undefined],
  ['0.2.0', '0.1.0-dev.electron33', '0.2.0']
])('a feed of %s offers to %s: %s', (version, current, offered) => {
  expect(read(feedOf(version), current)).toBe(offered)
})

it('returns the files with hash and size', () => {
  expect(readNewer(feedOf('2.0.0', 'abc'), '1.2.3', address)).toEqual({
    version: '2.0.0',
    files: [{ url: 'Dailies.exe', sha512: sha512Of('abc'), size: 3 }]
  })
})

it.each([
  ['nothing', ''],
  ['a page of a network in between', '<html><body>Please sign in</body></html>'],
  ['no YAML', 'version: [1, 2'],
  ['a tag of YAML', 'version: !!js/function "function () {}"'],
  ['no version', feedOf('latest')],
  ['a number as version', feedOf('2')],
  ['no files', 'version: 2.0.0\nfiles: []\n'],
  ['no hash', feedOf('2.0.0', 'x', { sha512: "''" })],
  ['a short hash', feedOf('2.0.0', 'x', { sha512: 'abcd' })],
  ['no size', feedOf('2.0.0', 'x', { size: 'many' })],
  ['an enormous size', feedOf('2.0.0', 'x', { size: 1_000_000_000_000 })],
  ['a negative size', feedOf('2.0.0', 'x', { size: -1 })],
  ['a file of another server', feedOf('2.0.0', 'x', { url: 'https://evil.example/Dailies.exe' })],
  ['a file outside of its folder', feedOf('2.0.0', 'x', { url: '../other/Dailies.exe' })],
  ['a file on this computer', feedOf('2.0.0', 'x', { url: 'file:///etc/passwd' })]
])('refuses %s [F67]', (_what, text) => {
  expect(() => read(text)).toThrow(UnreadableFeed)
})

it('survives aliases that multiply [F67]', () => {
  const bomb = Array.from({ length: 12 }, (_, depth) => {
    const inner = depth === 0 ? 'x' : `*a${depth - 1}`
    return `a${depth}: &a${depth} [${Array(9).fill(inner).join(', ')}]`
  }).join('\n')
  expect(() => read(`${bomb}\n`)).toThrow(UnreadableFeed)
})
