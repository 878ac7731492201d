import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { measureNameLimit } from './name-limit'

/** A disk that takes names of at most so many bytes. */
const diskTaking =
  (most: number) =>
  (path: string): boolean =>
    Buffer.byteLength(basename(path)) <= most

it('finds the longest name that the disk accepts', () => {
  fc.assert(
    fc.property(fc.integer({ min: 24, max: 119 }), (most) => {
      expect(measureNameLimit('/library', diskTaking(most))).toBe(most)
    })
  )
})

it.each([120, 143, 255])('measures at most 120 bytes on a disk that allows %i', (most) => {
  expect(measureNameLimit('/library', diskTaking(most))).toBe(120)
})

it('assumes 120 bytes if no file can be created', () => {
  expect(measureNameLimit('/library', () => false)).toBe(120)
})

it('leaves nothing behind on a real disk, and copes with leftovers of a crash', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dailies-names-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  expect(measureNameLimit(folder)).toBe(120)
  expect(readdirSync(folder)).toEqual([])
  writeFileSync(join(folder, 'name-check'.padEnd(120, '-')), '')
  expect(measureNameLimit(folder)).toBe(120)
  expect(measureNameLimit(join(folder, 'away'))).toBe(120)
})
