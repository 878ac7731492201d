import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import type { JournalEntry } from './journal-entry'
import { appendToJournal, copyJournal, readJournal, type JournalReading } from './journal-file'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-journal-'))
  path = join(folder, 'journal.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const charged = (microdollars: number): JournalEntry => ({
  version: 1,
  atMs: 1,
  kind: 'charged',
  generationId: randomUUID() as GenerationId,
  revision: 2,
  microdollars
})

const append = (...entries: readonly JournalEntry[]): Promise<number> =>
  appendToJournal(
    path,
    entries.map((entry) => `${JSON.stringify(entry)}\n`)
  )

async function amounts(from = 0): Promise<readonly number[]> {
  const found: number[] = []
  await readJournal(path, from, (entries) =>
    found.push(...entries.map((entry) => (entry.kind === 'charged' ? entry.microdollars : -1)))
  )
  return found
}

const reading = (): Promise<JournalReading> => readJournal(path, 0, () => undefined)

it('returns what was appended in order, from the start or from the end of a line', async () => {
  const all = Array.from({ length: 1200 }, (_, amount) => amount)
  const end = await append(...all.map(charged))
  await append(charged(1200))
  expect(await amounts()).toEqual([...all, 1200])
  expect(await amounts(end)).toEqual([1200])
})

it('is empty if there is none', async () => {
  expect(await reading()).toEqual({ entries: 0, unreadable: 0, end: 0 })
})

it('loses only the half line that a crash left [D15]', async () => {
  await append(charged(1))
  appendFileSync(path, '{"version":1,"kind":"charg')
  await append(charged(2))
  expect(await amounts()).toEqual([1, 2])
  expect(await reading()).toMatchObject({ entries: 2, unreadable: 1 })
})

describe('a journal written by someone else [D15]', () => {
  it.each([
    ['another schema', '{"version":1,"kind":"charged"}'],
    ['a newer version', JSON.stringify({ ...charged(1), version: 2 })],
    ['another kind', JSON.stringify({ ...charged(1), kind: 'paid' })],
    ['no JSON', 'not JSON'],
    ['a line that is too long', 'x'.repeat(300 * 1024)],
    ['deep nesting', '['.repeat(100_000)]
  ])('skips and counts a line with %s, and reads the others', async (_name, line) => {
    writeFileSync(path, [JSON.stringify(charged(1)), line, JSON.stringify(charged(2))].join('\n'))
    expect(await reading()).toMatchObject({ entries: 2, unreadable: 1 })
  })

  it('reads past a line of five hundred megabytes without holding it in memory', async () => {
    const length = 500 * 1024 * 1024
    writeFileSync(path, '')
    truncateSync(path, length)
    const before = process.memoryUsage().rss
    expect(await reading()).toMatchObject({ entries: 0, unreadable: 1 })
    // Pieces that were read stay in memory until they are collected.
    expect(process.memoryUsage().rss - before).toBeLessThan(length / 2)
  })

  it('is refused and left unchanged above one gigabyte', async () => {
    writeFileSync(path, '')
    truncateSync(path, 2 ** 30 + 1)
    await expect(reading()).rejects.toThrow('longer than any')
    await expect(append(charged(1))).rejects.toThrow('longer than any')
  })

  it.skipIf(process.platform === 'win32')(
    'that is a link or a pipe is neither followed nor waited for',
    async () => {
      const elsewhere = join(folder, 'precious.txt')
      writeFileSync(elsewhere, 'mine')
      symlinkSync(elsewhere, path)
      await expect(append(charged(1))).rejects.toThrow()
      await expect(reading()).rejects.toThrow()
      expect(readFileSync(elsewhere, 'utf8')).toBe('mine')
      rmSync(path)
      execFileSync('mkfifo', [path])
      await expect(reading()).rejects.toThrow('Not a regular file')
    }
  )
})

it('appends the journal of another folder, and never joins two lines', async () => {
  const other = join(folder, 'other')
  mkdirSync(other)
  writeFileSync(join(other, 'journal.jsonl'), `${JSON.stringify(charged(1))}\n{"half`)
  await append(charged(2))
  await copyJournal(join(other, 'journal.jsonl'), path)
  await append(charged(3))
  expect(await amounts()).toEqual([2, 1, 3])
  await copyJournal(join(folder, 'not there'), path)
  expect(await amounts()).toEqual([2, 1, 3])
})
