import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { FakeClock } from '../base/testing/fake-clock'
import { recordWrites } from '../base/testing/recorded-writes'
import { silentLogger } from '../logging/logger'
import { Installation, type Mark, type MarkMemory } from './installation'

/** The values stored in the database. */
class FakeMemory implements MarkMemory {
  mark: Mark | null = null
  sent = 0
  lastMs: number | null = null

  read(): Mark | null {
    return this.mark
  }
  write(mark: Mark, sent: number): void {
    this.mark = mark
    this.sent = sent
  }
  sentCount(): number {
    return this.sent
  }
  lastSignOfLifeMs(): number | null {
    return this.lastMs
  }
}

const clock = new FakeClock()
let folder: string
let memory: FakeMemory
let machine: string | null

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-installation-'))
  memory = new FakeMemory()
  machine = 'this computer'
})
afterEach(() => rmSync(folder, { recursive: true }))

const path = (): string => join(folder, 'local', 'mark.json')

/** Starts the app once, with a queued generation. */
async function start(): Promise<Installation> {
  const readMachine = (): Promise<string | null> => Promise.resolve(machine)
  const installation = new Installation({ path: path(), memory, readMachine, clock, logger: silentLogger })
  await installation.examine(true)
  return installation
}

async function startedBefore(): Promise<void> {
  const installation = await start()
  installation.settle()
  memory.sent += 1
  installation.noteSending()
}

it('flushes a new mark and its folder', async () => {
  const first = await start()
  expect(await recordWrites(() => first.settle())).toEqual([
    'flush mark.json.new',
    'rename mark.json',
    'flush local'
  ])
})

it('doubts a database that it never saw', async () => {
  expect((await start()).doubt).toBe('copied')
})

it('accepts its own database, even if only the database counted the last paid request', async () => {
  await startedBefore()
  expect((await start()).doubt).toBeNull()
  memory.sent += 1
  expect((await start()).doubt).toBeNull()
})

it('doubts a database that is older than the last paid request', async () => {
  await startedBefore()
  memory.sent -= 1
  const installation = await start()
  expect(installation.doubt).toBe('set_back')
  installation.settle()
  expect(memory.sent).toBe(1)
  expect((await start()).doubt).toBeNull()
})

it.each<[string, () => void]>([
  ['the computer is another', () => (machine = 'another')],
  ['the computer is no longer known', () => (machine = null)]
])('doubts a profile from another computer: %s', async (_name, happens) => {
  await startedBefore()
  happens()
  expect((await start()).doubt).toBe('other_machine')
})

it.each<[string, () => void]>([
  ['is gone', () => rmSync(path())],
  ['is cut off', () => writeFileSync(path(), readFileSync(path(), 'utf8').slice(0, 30))],
  ['is no mark', () => writeFileSync(path(), '[]')],
  ['is far too long', () => writeFileSync(path(), readFileSync(path(), 'utf8').padEnd(2000))],
  ['is a copy', () => (memory.mark = { ...memory.mark!, place: `${memory.mark!.place}0` })],
  ['belongs to another database', () => (memory.mark = { ...memory.mark!, id: crypto.randomUUID() })]
])('doubts a database whose mark %s', async (_name, happens) => {
  await startedBefore()
  happens()
  const installation = await start()
  expect(installation.doubt).toBe('copied')
  installation.settle()
  expect((await start()).doubt).toBeNull()
})

it('doubts a clock that was set back, except for a small correction', async () => {
  await startedBefore()
  memory.lastMs = clock.now() + 4 * 60_000
  expect((await start()).doubt).toBeNull()
  memory.lastMs = clock.now() + 6 * 60_000
  expect((await start()).doubt).toBe('clock')
})

it('creates its mark at once if nothing waits', async () => {
  const readMachine = (): Promise<string | null> => Promise.resolve(machine)
  const fresh = new Installation({ path: path(), memory, readMachine, clock, logger: silentLogger })
  await fresh.examine(false)
  expect((await start()).doubt).toBeNull()
})

it('continues if the mark cannot be written, and doubts the database at the next start', async () => {
  writeFileSync(join(folder, 'local'), 'a file where the folder should be')
  const installation = await start()
  installation.settle()
  installation.noteSending()
  expect((await start()).doubt).toBe('copied')
})
