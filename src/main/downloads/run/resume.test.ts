import { describe, expect, it } from 'vitest'
import { decide, requestHeaders, validatorOf, type Held } from './resume'

const etag = { kind: 'etag', value: '"v1"' } as const
const held: Held = { bytes: 100, totalBytes: 1000, validator: etag }
const nothing: Held = { bytes: 0, totalBytes: null, validator: null }
const date = 'Sun, 22 Nov 2026 10:00:00 GMT'
const earlier = 'Sun, 22 Nov 2026 09:59:59 GMT'

describe('validatorOf [A18]', () => {
  it.each([
    ['a strong ETag', { etag: '"v1"', 'last-modified': earlier, date }, etag],
    ['a weak ETag, whatever the date', { etag: 'W/"v1"', 'last-modified': earlier, date }, null],
    ['an empty ETag', { etag: '' }, null],
    ['an ETag around nothing', { etag: '""' }, null],
    ['an ETag without quotes', { etag: 'v1' }, null],
    ['an enormous ETag', { etag: `"${'x'.repeat(65_536)}"` }, null],
    [
      'a date before the answer',
      { 'last-modified': earlier, date },
      { kind: 'last_modified', value: earlier }
    ],
    ['a date in the second of the answer', { 'last-modified': date, date }, null],
    ['a date in the future', { 'last-modified': date, date: earlier }, null],
    ['a date without the time of the answer', { 'last-modified': earlier }, null],
    ['no date at all', { 'last-modified': 'yesterday', date }, null],
    ['nothing', {}, null]
  ])('%s', (_what, headers, expected) => {
    expect(validatorOf(headers)).toEqual(expected)
  })
})

describe('requestHeaders', () => {
  it('requests the rest of the same bytes', () => {
    expect(requestHeaders(held)).toMatchObject({ range: 'bytes=100-', 'if-range': '"v1"' })
  })

  it('always requests unencoded bytes', () => {
    for (const state of [held, nothing]) expect(requestHeaders(state)['accept-encoding']).toBe('identity')
  })

  it.each([
    ['nothing is held', nothing],
    ['nothing proves that the bytes are the same', { ...held, validator: null }]
  ])('requests everything when %s', (_when, state) => {
    expect(requestHeaders(state)).not.toHaveProperty('range')
  })
})

describe('decide', () => {
  const partial = (range: string, more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
    etag: '"v1"',
    'content-range': range,
    ...more
  })
  const rest = { kind: 'receive', from: 100, bodyBytes: 900, totalBytes: 1000 }
  const restart = { kind: 'restart' }

  it.each([
    ['the rest', partial('bytes 100-999/1000'), held, rest],
    ['the rest of an unknown total', partial('bytes 100-999/*'), held, rest],
    ['the rest, with its length', partial('bytes 100-999/1000', { 'content-length': '900' }), held, rest],
    ['a part of the rest', partial('bytes 100-199/1000'), held, { ...rest, bodyBytes: 100 }],
    ['a total that is now known', partial('bytes 100-999/1000'), { ...held, totalBytes: null }, rest],
    [
      'a total that stays unknown',
      partial('bytes 100-999/*'),
      { ...held, totalBytes: null },
      { ...rest, totalBytes: null }
    ],
    ['another start', partial('bytes 99-999/1000'), held, restart],
    ['another total', partial('bytes 100-1000/1001'), held, restart],
    ['an end beyond the total', partial('bytes 100-1000/1000'), held, restart],
    ['an end before the start', partial('bytes 100-99/1000'), held, restart],
    [
      'a length that is not the range',
      partial('bytes 100-999/1000', { 'content-length': '5' }),
      held,
      restart
    ],
    ['no range', { etag: '"v1"' }, held, restart],
    ['several ranges', { etag: '"v1"', 'content-type': 'multipart/byteranges; boundary=x' }, held, restart],
    ['a range of nonsense', partial('bytes 100-/1000'), held, restart],
    ['a range beyond all numbers', partial(`bytes 100-${'9'.repeat(20)}/*`), held, restart],
    ['other bytes', partial('bytes 100-999/1000', { etag: '"v2"' }), held, restart],
    ['bytes that are perhaps others', { 'content-range': 'bytes 100-999/1000' }, held, restart],
    ['a range that was not asked for', partial('bytes 0-999/1000'), nothing, restart],
    ['a range from 0, of bytes known', partial('bytes 0-999/1000'), { ...held, bytes: 0 }, restart]
  ])('206 with %s [F30]', (_what, headers, state, expected) => {
    expect(decide(206, headers, state)).toEqual(expected)
  })

  it('resumes by date if that is the only validator', () => {
    const byDate: Held = { ...held, validator: { kind: 'last_modified', value: earlier } }
    const range = { 'content-range': 'bytes 100-999/1000' }
    expect(decide(206, { ...range, 'last-modified': earlier }, byDate)).toEqual(rest)
    expect(decide(206, { ...range, 'last-modified': date }, byDate)).toEqual(restart)
  })

  it.each([
    ['1000', 1000],
    [undefined, null],
    ['-5', null],
    ['9223372036854775808', null],
    ['5, 6', null]
  ])('200 with a length of %s starts at 0 [F29, A15]', (length, total) => {
    const headers = length === undefined ? {} : { 'content-length': length }
    const expected = { kind: 'receive', from: 0, bodyBytes: total, totalBytes: total }
    expect(decide(200, headers, held)).toEqual(expected)
  })

  it.each([
    ['the length that is held', 'bytes */100', held, { kind: 'complete' }],
    ['another length', 'bytes */1000', held, restart],
    ['no length', undefined, held, restart],
    ['nothing asked for', 'bytes */0', nothing, restart]
  ])('416 with %s [F31]', (_what, range, state, expected) => {
    expect(decide(416, range === undefined ? {} : { 'content-range': range }, state)).toEqual(expected)
  })
})
