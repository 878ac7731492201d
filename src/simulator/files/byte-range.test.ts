import { expect, test } from 'vitest'
import { byteRange } from './byte-range'

const whole = { kind: 'whole' }
const none = { kind: 'unsatisfiable' }
const part = (start: number, end: number): object => ({ kind: 'part', start, end })

test.each([
  [undefined, whole],
  ['bytes=0-', part(0, 100)],
  ['bytes=10-', part(10, 100)],
  ['bytes=10-19', part(10, 20)],
  ['bytes=0-0', part(0, 1)],
  ['bytes=99-', part(99, 100)],
  ['bytes=90-900', part(90, 100)],
  ['bytes=-10', part(90, 100)],
  ['bytes=-900', part(0, 100)],
  ['bytes=-0', none],
  ['bytes=100-', none],
  ['bytes=900-901', none],
  ['bytes=5-2', whole],
  ['bytes=0-0,9-9', whole],
  ['bytes=abc', whole],
  ['bytes=-', whole],
  ['items=0-1', whole]
])('%s of 100 bytes', (header, expected) => {
  expect(byteRange(header, 100)).toEqual(expected)
})
