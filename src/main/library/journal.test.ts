import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { silentLogger } from '../logging/logger'
import { Journal, type JournalReading } from './journal'
import type { JournalEntry } from './journal-entry'

let folder: string
let path: string
let journal: Journal
let isInUse: boolean

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-journal-'))
  path = join(folder, 'journal.jsonl')
  isInUse = false
  journal = open()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (): Journal => new Journal({ path: () => path, mayWrite: () => !isInUse, logger: silentLogger })

const charged = (microdollars: number): JournalEntry => ({
  version: 1,
  atMs: 1,
  kind: 'charged',
  generationId: randomUUID() as GenerationId,
  revision: 2,
  microdollars
})

async function amounts(from = journal): Promise<readonly number[]> {
  const found: number[] = []
  await from.read((entries) =>
    found.push(...entries.map((entry) => (entry.kind === 'charged' ? entry.microdollars : -1)))
  )
  return found
}

const reading = (): Promise<JournalReading> => journal.read(() => undefined)

it('gives back what was appended, in order, also to the next run', async () => {
  for (let amount = 0; amount < 1200; amount += 1) journal.append(charged(amount))
  await journal.flush()
  const all = Array.from({ length: 1200 }, (_, amount) => amount)
  expect(await amounts(open())).toEqual(all)
  expect(await amounts()).toEqual(all)
})

it('is empty where there is none', async () => {
  expect(await reading()).toEqual({ entries: 0, unreadable: 0 })
})

it('keeps lines while the folder is away, and writes them with the next', async () => {
  renameSync(folder, `${folder}-away`)
  journal.append(charged(1))
  journal.append(charged(2))
  await journal.flush()
  renameSync(`${folder}-away`, folder)
  journal.append(charged(3))
  expect(await amounts()).toEqual([1, 2, 3])
})

it('F56: keeps lines while another Dailies writes the folder', async () => {
  isInUse = true
  journal.append(charged(1))
  expect(await amounts()).toEqual([])
  isInUse = false
  expect(await amounts()).toEqual([1])
})

it('D15: loses only the half line that a crash left', async () => {
  journal.append(charged(1))
  await journal.flush()
  appendFileSync(path, '{"version":1,"kind":"charg')
  const next = open()
  next.append(charged(2))
  expect(await amounts(next)).toEqual([1, 2])
  expect(await reading()).toEqual({ entries: 2, unreadable: 1 })
})

describe('D15: a journal that somebody else wrote', () => {
  it.each([
    ['another schema', '{"version":1,"kind":"charged"}'],
    ['a newer version', JSON.stringify({ ...charged(1), version: 2 })],
    ['another kind', JSON.stringify({ ...charged(1), kind: 'paid' })],
    ['no JSON', 'not JSON'],
    ['a line that is too long', 'x'.repeat(300 * 1024)],
    ['deep nesting', '['.repeat(100_000)]
  ])('with %s: that line is counted, the others count', async (_name, line) => {
    writeFileSync(path, [JSON.stringify(charged(1)), line, JSON.stringify(charged(2))].join('\n'))
    expect(await reading()).toEqual({ entries: 2, unreadable: 1 })
  })

  it('of a hundred megabytes on one line is read without holding it', async () => {
    writeFileSync(path, '')
    truncateSync(path, 100 * 1024 * 1024)
    const before = process.memoryUsage().rss
    expect(await reading()).toEqual({ entries: 0, unreadable: 1 })
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024)
  })

  it('of more than a gigabyte is refused, and not written to', async () => {
    writeFileSync(path, '')
    truncateSync(path, 2 ** 30 + 1)
    await expect(reading()).rejects.toThrow('longer than any')
  })

  it.skipIf(process.platform === 'win32')(
    'that is a link or a pipe is neither followed nor waited for',
    async () => {
      const elsewhere = join(folder, 'precious.txt')
      writeFileSync(elsewhere, 'mine')
      symlinkSync(elsewhere, path)
      journal.append(charged(1))
      await journal.flush()
      await expect(reading()).rejects.toThrow()
      expect(readFileSync(elsewhere, 'utf8')).toBe('mine')
      rmSync(path)
      execFileSync('mkfifo', [path])
      await expect(reading()).rejects.toThrow('no ordinary file')
    }
  )
})

it('takes along what another folder knows, and never joins two lines', async () => {
  const other = join(folder, 'other')
  mkdirSync(other)
  writeFileSync(join(other, 'journal.jsonl'), `${JSON.stringify(charged(1))}\n{"half`)
  journal.append(charged(2))
  await journal.carryOver(join(other, 'journal.jsonl'))
  journal.append(charged(3))
  expect(await amounts()).toEqual([2, 1, 3])
  await journal.carryOver(join(folder, 'not there'))
  expect(await amounts()).toEqual([2, 1, 3])
})
