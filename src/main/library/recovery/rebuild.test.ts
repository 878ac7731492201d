import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { silentLogger } from '../../logging/logger'
import { findPacket } from '../../media/xmp/packet-box'
import { newLibrary } from '../testing/library-folder'
import { LibraryRebuild, type Reading } from './rebuild'

const files = 3000
let home: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'dailies-rebuild-'))
  const folder = newLibrary(home)
  folder.prepare()
  for (let index = 0; index < files; index += 1) writeFileSync(join(home, `${index}.mp4`), '')
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

/** Counts what is asked for between two turns of the event loop. */
class Turns {
  longest = 0
  #now = 0
  #isOver = false

  constructor() {
    const next = (): void => {
      this.#now = 0
      if (!this.#isOver) setImmediate(next)
    }
    next()
  }

  count(items: number): void {
    this.#now += items
    this.longest = Math.max(this.longest, this.#now)
  }

  end(): void {
    this.#isOver = true
  }
}

function rebuildWith(turns: Turns): LibraryRebuild {
  return new LibraryRebuild({
    folder: newLibrary(home),
    replayJournal: () =>
      Promise.resolve({ entries: 0, unreadable: 0, refused: 0, end: 0, imported: 0, hasEdits: false }),
    findPacket: (path) => {
      turns.count(1)
      return findPacket(path)
    },
    inspect: () => Promise.resolve(null),
    knownFiles: (names) => {
      turns.count(names.length)
      return new Set()
    },
    isSaved: () => false,
    adopt: () => undefined,
    logger: silentLogger
  })
}

it('reads a folder of any size in slices, and reports progress', async () => {
  const turns = new Turns()
  const steps: Reading[] = []
  const report = await rebuildWith(turns).run(new AbortController().signal, (reading) => steps.push(reading))
  turns.end()
  expect(report).toMatchObject({ adopted: 0, unreadable: files, unreadableNames: { length: 5 } })
  expect(turns.longest).toBeLessThanOrEqual(500)
  expect([steps.length, steps.at(-1)]).toEqual([files, { done: files - 1, total: files }])
})

it('stops when it is aborted', async () => {
  const turns = new Turns()
  const stop = new AbortController()
  let read = 0
  const rebuilding = rebuildWith(turns).run(stop.signal, () => {
    read += 1
    if (read === 10) stop.abort()
  })
  await expect(rebuilding).rejects.toThrow('aborted')
  turns.end()
  expect(read).toBe(10)
})
