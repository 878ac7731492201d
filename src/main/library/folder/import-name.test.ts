import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isPlainName } from './file-name'
import { importedFileName } from './import-name'

it.each([
  ['Drone over Köln.MP4', 'Drone over Köln.mp4'],
  ['a/b:c?.mov', 'a-b-c.mp4'],
  ['.hidden.mp4', 'hidden.mp4'],
  ['con.mp4', 'video con.mp4'],
  ['.mp4', 'mp4.mp4'],
  ['雨 🎬.mp4', '雨 🎬.mp4']
])('names the copy of %s %s', (name, expected) => {
  expect(importedFileName(name, '.mp4', 0, 120)).toBe(expected)
})

it('makes any name one that every system takes, and each try another one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.nat(50), (name, attempt) => {
      const given = importedFileName(name, '.mov', attempt, 120)
      expect(isPlainName(given)).toBe(true)
      expect(given.endsWith('.mov')).toBe(true)
      expect(Buffer.byteLength(given)).toBeLessThanOrEqual(126)
      expect(importedFileName(name, '.mov', attempt + 1, 120)).not.toBe(given)
    })
  )
})
