import { describe, expect, it } from 'vitest'
import { isDownloadWorthTrying } from './official-runtime.mjs'

const day = 24 * 60 * 60 * 1000
const now = 100 * day
const failed = (version, atMs) => JSON.stringify({ version, atMs })

describe('isDownloadWorthTrying', () => {
  it.each([
    ['no attempt is known', '', true],
    ['the note cannot be read', '{', true],
    ['it failed a minute ago', failed('45.4.1', now - 60_000), false],
    ['it failed over a day ago', failed('45.4.1', now - day - 1), true],
    ['another version failed', failed('45.4.0', now - 60_000), true],
    ['the clock was set back since', failed('45.4.1', now + day), true]
  ])('when %s', (_when, marker, expected) => {
    expect(isDownloadWorthTrying(marker, '45.4.1', now)).toBe(expected)
  })
})
