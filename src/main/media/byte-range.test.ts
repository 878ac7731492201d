import { expect, it } from 'vitest'
import { parseByteRange } from './byte-range'

it.each([
  [null, { kind: 'whole' }],
  ['bytes=0-', { kind: 'part', start: 0, end: 99 }],
  ['bytes=10-19', { kind: 'part', start: 10, end: 19 }],
  ['bytes=90-500', { kind: 'part', start: 90, end: 99 }],
  ['bytes=-1', { kind: 'part', start: 99, end: 99 }],
  ['bytes=-500', { kind: 'part', start: 0, end: 99 }],
  ['bytes=-0', { kind: 'unsatisfiable' }],
  ['bytes=100-', { kind: 'unsatisfiable' }],
  ['bytes=9000000000000-', { kind: 'unsatisfiable' }],
  ['bytes=5-2', { kind: 'whole' }],
  ['bytes=0-0,9-9', { kind: 'whole' }],
  ['bytes=abc', { kind: 'whole' }],
  ['bytes=-', { kind: 'whole' }],
  ['items=0-5', { kind: 'whole' }]
])('reads %s of 100 bytes', (header, range) => {
  expect(parseByteRange(header, 100)).toEqual(range)
})

it('returns nothing for an empty file', () => {
  expect(parseByteRange('bytes=0-', 0)).toEqual({ kind: 'unsatisfiable' })
})
