import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { randomFor, type Random } from '../../../simulator/random'
import { silentLogger } from '../../logging/logger'
import { makeBackup } from './backup'
import { copyChecked } from './check-copy'
import { quickCheck, readOnce, type WritableDatabase } from '../connection/database'
import { fillLibrary } from '../testing/filled-library'
import { createGenerationStore } from '../tables/generation-store'
import { backupFolder, closeLibraryDatabase, openLibraryDatabase } from '../connection/open-library'
import { removeValue, writeValue } from '../tables/key-value/key-value-table'

const deps = { logger: silentLogger, nowMs: Date.UTC(2026, 10, 22) }

let folder: string
let master: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-damage-'))
  master = join(folder, 'master')
  mkdirSync(master)
  const path = join(master, 'library.sqlite')
  const { database } = openLibraryDatabase(path, deps)
  removeValue(database, 'taking_up')
  fillLibrary(database, 60)
  await makeBackup(path, backupFolder(path), deps.nowMs, copyChecked)
  closeLibraryDatabase(database)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Ways to damage the bytes of a file, at a position chosen by the seed. */
const surgery: Readonly<Record<string, (bytes: Buffer, random: Random, seed: number) => Buffer>> = {
  'is empty': () => Buffer.alloc(0),
  'is random bytes': (bytes, random) => Buffer.from(bytes.map(() => Math.floor(random() * 256))),
  'is cut at a page': (bytes, random) =>
    bytes.subarray(0, 4096 * Math.floor((random() * bytes.length) / 4096)),
  'is cut anywhere': (bytes, random) => bytes.subarray(0, Math.floor(random() * bytes.length)),
  'has one bit flipped': (bytes, random) => flip(bytes, Math.floor(random() * bytes.length), random),
  'has a bit of its header flipped': (bytes, random) => flip(bytes, Math.floor(random() * 100), random),
  'has one bit of a page of each kind flipped': (bytes, random, seed) => {
    const kinds = pagesByKind(bytes)
    const pages = kinds[seed % kinds.length]!
    const page = pages[Math.floor(random() * pages.length)]!
    return flip(bytes, page * 4096 + Math.floor(random() * 4096), random)
  },
  'has a page of another place': (bytes, random) => {
    const pages = bytes.length / 4096
    const [from, to] = [Math.floor(random() * pages), Math.floor(random() * pages)]
    return Buffer.concat([
      bytes.subarray(0, to * 4096),
      bytes.subarray(from * 4096, (from + 1) * 4096),
      bytes.subarray((to + 1) * 4096)
    ])
  }
}

/** Groups pages by type: tables and indexes, inner pages and leaves, overflow and free pages. */
function pagesByKind(bytes: Buffer): readonly (readonly number[])[] {
  const kinds = new Map<number, number[]>()
  for (let page = 0; page < bytes.length / 4096; page += 1) {
    const type = bytes[page * 4096 + (page === 0 ? 100 : 0)] ?? 0
    const kind = [2, 5, 10, 13].includes(type) ? type : 0
    kinds.set(kind, [...(kinds.get(kind) ?? []), page])
  }
  return [...kinds.values()]
}

function flip(bytes: Buffer, at: number, random: Random): Buffer {
  const flipped = Buffer.from(bytes)
  flipped[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8))
  return flipped
}

describe('a database with changed bytes [F48]', () => {
  it.each(Object.keys(surgery))('%s: opens with the contents of the backup, and removes nothing', (name) => {
    const outcomes = new Set<string>()
    for (let seed = 0; seed < 15; seed += 1) {
      const where = join(folder, `${name} ${seed}`)
      cpSync(master, where, { recursive: true })
      const path = join(where, 'library.sqlite')
      const spoilt = surgery[name]!(readFileSync(path), randomFor(seed, 1), seed)
      writeFileSync(path, spoilt)
      const { database, origin } = openLibraryDatabase(path, deps)
      outcomes.add(origin.kind)
      expect(['existing', 'restored', 'newer']).toContain(origin.kind)
      expect(quickCheck(database)).toBe('ok')
      const count = Number(readOnce(database, 'COUNT(*)', 'generation'))
      expect([name, seed, count]).toEqual([name, seed, 60])
      database.close()
      if (origin.kind === 'restored') expect(hasFile(where, spoilt)).toBe(true)
      rmSync(where, { recursive: true, force: true })
    }
    expect([...outcomes]).not.toEqual([])
  })
})

it('has pages of each kind in the damaged library [F48]', () => {
  expect(pagesByKind(readFileSync(join(master, 'library.sqlite'))).length).toBeGreaterThanOrEqual(4)
})

describe('the write-ahead log [F49]', () => {
  it.each([
    ['of another database', (): Buffer => Buffer.alloc(32 * 1024, 'x')],
    ['that is empty', (): Buffer => Buffer.alloc(0)]
  ])('is harmless when it is one %s', (name, bytes) => {
    const where = join(folder, `log ${name}`)
    cpSync(master, where, { recursive: true })
    writeFileSync(join(where, 'library.sqlite-wal'), bytes())
    writeFileSync(join(where, 'library.sqlite-shm'), bytes())
    const { database, origin } = openLibraryDatabase(join(where, 'library.sqlite'), deps)
    expect(origin.kind).toBe('existing')
    expect(database.prepare('SELECT COUNT(*) AS n FROM generation').get()).toEqual({ n: 60 })
    database.close()
  })
})

describe('the files of a killed database [F49]', () => {
  /** Rows in the database after a checkpoint, and further ones only in the log; copied while it is open. */
  function killed(name: string, further: number, first = 0): { readonly path: string; readonly old: Buffer } {
    const [live, where] = [join(folder, `${name} live`), join(folder, name)]
    cpSync(master, live, { recursive: true })
    const { database } = openLibraryDatabase(join(live, 'library.sqlite'), deps)
    queue(database)
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    const old = readFileSync(join(live, 'library.sqlite-shm'))
    fillLibrary(database, further, first)
    cpSync(live, where, { recursive: true })
    database.close()
    return { path: join(where, 'library.sqlite'), old }
  }

  const queue = (database: WritableDatabase): unknown =>
    createGenerationStore(database).insertBatch(
      crypto.randomUUID(),
      [
        {
          id: crypto.randomUUID() as GenerationId,
          request: { modelId: 'veo-3.1-fast', prompt: 'waiting' },
          resendOf: null
        }
      ],
      deps.nowMs
    )

  const waiting = (database: WritableDatabase): unknown =>
    createGenerationStore(database)
      .inStates('queued')
      .map(({ status }) => status)

  const held = [{ needsClick: true, problem: { code: 'may_have_been_sent' } }]

  it('with its log: opens with every row, and queued generations continue', () => {
    const { database, origin } = openLibraryDatabase(killed('whole', 5).path, deps)
    expect([origin.kind, readOnce(database, 'COUNT(*)', 'generation')]).toEqual(['existing', 66])
    expect(waiting(database)).toMatchObject([{ needsClick: false }])
    database.close()
  })

  it('without its log: opens with the remaining rows, reports it also at the next start, and holds queued generations', () => {
    const { path } = killed('without a log', 5)
    rmSync(`${path}-wal`)
    for (let start = 0; start < 2; start += 1) {
      const { database, origin } = openLibraryDatabase(path, deps)
      expect([origin.kind, readOnce(database, 'COUNT(*)', 'generation')]).toEqual(['incomplete', 61])
      expect(waiting(database)).toMatchObject(held)
      closeLibraryDatabase(database)
    }
  })

  it('with the log of another library: is set aside, and the backup is restored', () => {
    const { path } = killed('with a foreign log', 5)
    const other = killed('the other one', 40, 100)
    copyFileSync(`${other.path}-wal`, `${path}-wal`)
    const { database, origin } = openLibraryDatabase(path, deps)
    expect([origin.kind, quickCheck(database)]).toEqual(['restored', 'ok'])
    expect(readOnce(database, 'COUNT(*)', 'generation')).toBe(60)
    database.close()
  })

  it('with an older index of its log: opens with every row', () => {
    const { path, old } = killed('with an old index', 5)
    writeFileSync(`${path}-shm`, old)
    const { database, origin } = openLibraryDatabase(path, deps)
    expect([origin.kind, readOnce(database, 'COUNT(*)', 'generation')]).toEqual(['existing', 66])
    database.close()
  })
})

it('re-imports the folder if the note about an unfinished import is unreadable', () => {
  const where = join(folder, 'unreadable note')
  cpSync(master, where, { recursive: true })
  const path = join(where, 'library.sqlite')
  for (const note of ['no JSON', '{"kind":"restored","backupAtMs":"x"}', '{"kind":"odd"}']) {
    const { database } = openLibraryDatabase(path, deps)
    writeValue(database, 'taking_up', note)
    closeLibraryDatabase(database)
    const again = openLibraryDatabase(path, deps)
    expect(again.origin).toEqual({ kind: 'incomplete' })
    closeLibraryDatabase(again.database)
  }
})

/** Returns whether any file in a folder contains these bytes. */
const hasFile = (where: string, bytes: Buffer): boolean =>
  readdirSync(where)
    .filter((name) => name.includes('.damaged-') && !/-(wal|shm)$/.test(name))
    .some((name) => readFileSync(join(where, name)).equals(bytes))
