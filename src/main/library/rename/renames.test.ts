import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { link, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { VideoId } from '@shared/generation'
import type { Problem } from '@shared/problem'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeClock } from '../../base/testing/fake-clock'
import { systemFiles, type Files } from '../../downloads/files'
import { place } from '../../downloads/part/placement'
import type { Generation } from '../../generations/domain/generation'
import { silentLogger } from '../../logging/logger'
import type { FileRecord } from '../recovery/reconcile'
import { Renames } from './renames'

/** Names that another program keeps from being removed. */
const held = new Set<string>()

let folder: string
let rows: Map<VideoId, FileRecord>
let journal: string[]
let problem: Problem | null
let planned: { id: VideoId; from: string; to: string; wasHandedOff: boolean; isInEdit: boolean }[]
let stop: AbortController
/** Whether the database refuses to write. */
let fails: boolean

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-renames-'))
  mkdirSync(join(folder, '.dailies'))
  rows = new Map()
  journal = []
  problem = null
  planned = []
  stop = new AbortController()
  fails = false
})
afterEach(() => {
  held.clear()
  rmSync(folder, { recursive: true })
})

function clip(from: string, to: string, content = from): VideoId {
  const id = randomUUID() as VideoId
  const sha256 = createHash('sha256').update(content).digest('hex')
  writeFileSync(join(folder, from), content)
  const record = { id, state: 'saved', fileName: from, bytes: content.length, sha256 }
  rows.set(id, record as FileRecord)
  planned.push({ id, from, to, wasHandedOff: false, isInEdit: false })
  return id
}

const nameOf = (id: VideoId): string | null | undefined => rows.get(id)?.fileName
const notePath = (): string => join(folder, '.dailies', 'renames.json')

function renames(files: Partial<Files> = {}): Renames {
  return new Renames({
    pathOf: (fileName) => join(folder, fileName),
    findRecord: (id) => rows.get(id) ?? null,
    store: {
      reserveFileName: (id, fileName) => {
        if (fails) throw new Error('disk full')
        if ([...rows.values()].some((row) => row.id !== id && row.fileName === fileName)) return false
        rows.set(id, { ...rows.get(id)!, fileName })
        return true
      },
      changeVideo: (id) => {
        journal.push(nameOf(id) ?? '')
        return {} as Generation
      }
    },
    announce: () => undefined,
    place: (path, target) => place({ ...systemFiles, ...files }, path, target, [], new FakeClock()),
    remove: async (path) => {
      if (held.has(basename(path))) throw Object.assign(new Error('in use'), { code: 'EBUSY' })
      await rm(path)
    },
    notePath,
    plan: () => Promise.resolve(planned),
    whyNot: () => problem,
    signal: stop.signal,
    logger: silentLogger
  })
}

const names = (): string[] =>
  readdirSync(folder)
    .filter((name) => name !== '.dailies')
    .sort()
const withoutLinks: Partial<Files> = {
  link: () => Promise.reject(Object.assign(new Error('no links'), { code: 'EPERM' }))
}

describe.each([
  ['with hard links', {}],
  ['without hard links', withoutLinks]
])('on a disk %s', (_disk, files) => {
  it('renames files, rows and journal, and takes it back', async () => {
    const [one, two] = [clip('a.mp4', 'A 1.mp4'), clip('b.mp4', 'A 2.mp4')]
    const subject = renames(files)
    expect(await subject.run(null)).toMatchObject({ renamed: [{ id: one }, { id: two }], left: [] })
    expect([names(), journal]).toEqual([
      ['A 1.mp4', 'A 2.mp4'],
      ['A 1.mp4', 'A 2.mp4']
    ])
    expect(await subject.undoable()).toBe(2)
    await renames(files).undo()
    expect([names(), nameOf(one), nameOf(two)]).toEqual([['a.mp4', 'b.mp4'], 'a.mp4', 'b.mp4'])
  })

  it('lets a sidecar go along', async () => {
    clip('a.mp4', 'new.mp4')
    writeFileSync(join(folder, 'a.mp4.xmp'), 'stars')
    await renames(files).run(null)
    expect(names()).toEqual(['new.mp4', 'new.mp4.xmp'])
    await renames(files).undo()
    expect(names()).toEqual(['a.mp4', 'a.mp4.xmp'])
  })

  it('replaces no file, and says which kept their names', async () => {
    clip('a.mp4', 'taken.mp4')
    clip('gone.mp4', 'new.mp4')
    rmSync(join(folder, 'gone.mp4'))
    writeFileSync(join(folder, 'taken.mp4'), 'mine')
    expect((await renames(files).run(null)).left).toEqual([
      { fileName: 'a.mp4', why: 'Another file has the new name.' },
      { fileName: 'gone.mp4', why: 'The file was moved or deleted.' }
    ])
    expect([names(), readFileSync(join(folder, 'taken.mp4'), 'utf8')]).toEqual([
      ['a.mp4', 'taken.mp4'],
      'mine'
    ])
  })

  it('leaves a file its name where another clip got the new one meanwhile', async () => {
    const id = clip('a.mp4', 'new.mp4')
    const downloading = randomUUID() as VideoId
    rows.set(downloading, { ...rows.get(id)!, id: downloading, fileName: 'new.mp4' })
    expect((await renames(files).run(null)).left).toEqual([
      { fileName: 'a.mp4', why: 'Another file has the new name.' }
    ])
    expect([names(), nameOf(id)]).toEqual([['a.mp4'], 'a.mp4'])
  })
})

describe('a file that another program holds', () => {
  beforeEach(() => {
    clip('a.mp4', 'A.mp4')
    clip('b.mp4', 'B.mp4')
    held.add('a.mp4')
  })

  it('does not keep the others from their names, and loses its old one at the next start', async () => {
    expect(await renames().run(null)).toMatchObject({ renamed: [{ to: 'A.mp4' }, { to: 'B.mp4' }], left: [] })
    expect([names(), journal]).toEqual([
      ['A.mp4', 'B.mp4', 'a.mp4'],
      ['A.mp4', 'B.mp4']
    ])
    held.clear()
    await renames().finish()
    expect(names()).toEqual(['A.mp4', 'B.mp4'])
  })

  it('gets its old name back by an undo', async () => {
    const subject = renames()
    await subject.run(null)
    expect(await subject.undoable()).toBe(2)
    held.clear()
    await subject.undo()
    expect(names()).toEqual(['a.mp4', 'b.mp4'])
  })
})

it('lets a start go on where the end of a renaming cannot be noted', async () => {
  const id = clip('a.mp4', 'new.mp4')
  const note = { version: 1, isDone: false, renames: [{ id, from: 'a.mp4', to: 'new.mp4' }] }
  writeFileSync(notePath(), JSON.stringify(note))
  const journals = vi.fn(() => {
    rmSync(join(folder, '.dailies'), { recursive: true })
    return Promise.resolve()
  })
  await renames({ flushFolder: journals }).finish()
  expect([journals.mock.calls.length, names()]).toEqual([1, ['new.mp4']])
})

describe.each([
  ['with hard links', {}],
  ['without hard links', withoutLinks]
])('on a disk %s, where the database cannot be written', (_disk, files) => {
  it('leaves the file with its name alone', async () => {
    const id = clip('a.mp4', 'new.mp4')
    fails = true
    expect((await renames(files).run(null)).left).toEqual([
      { fileName: 'a.mp4', why: 'The file couldn’t be renamed.' }
    ])
    expect([names(), nameOf(id)]).toEqual([['a.mp4'], 'a.mp4'])
  })
})

/** Cuts a renaming off after a step, as a crash would. */
const cuts: readonly [string, (id: VideoId) => Promise<unknown>][] = [
  ['nothing was done', () => Promise.resolve()],
  ['the file has both names', () => link(join(folder, 'a.mp4'), join(folder, 'new.mp4'))],
  [
    'the file has only its new name',
    async () => {
      await link(join(folder, 'a.mp4'), join(folder, 'new.mp4'))
      rmSync(join(folder, 'a.mp4'))
    }
  ],
  [
    'its row has the new name, and the file both',
    async (id) => {
      await link(join(folder, 'a.mp4'), join(folder, 'new.mp4'))
      rows.set(id, { ...rows.get(id)!, fileName: 'new.mp4' })
    }
  ]
]

it.each(cuts)('finishes at the next start what was cut off when %s', async (_when, cut) => {
  const id = clip('a.mp4', 'new.mp4')
  const note = { version: 1, isDone: false, renames: [{ id, from: 'a.mp4', to: 'new.mp4' }] }
  writeFileSync(notePath(), JSON.stringify(note))
  await cut(id)
  await renames().finish()
  expect([names(), nameOf(id), journal]).toEqual([['new.mp4'], 'new.mp4', ['new.mp4']])
  await renames().undo()
  expect(names()).toEqual(['a.mp4'])
})

it('continues at the next start where the app was closed', async () => {
  const [one, two] = [clip('a.mp4', 'A.mp4'), clip('b.mp4', 'B.mp4')]
  const closing = renames({
    flushFolder: () => {
      stop.abort()
      return Promise.resolve()
    }
  })
  await expect(closing.run(null)).rejects.toThrow()
  expect([nameOf(one), nameOf(two)]).toEqual(['A.mp4', 'b.mp4'])
  stop = new AbortController()
  await renames().finish()
  expect(names()).toEqual(['A.mp4', 'B.mp4'])
})

it.each([
  ['damaged', 'no json'],
  [
    'that leads out of the folder',
    JSON.stringify({ version: 1, isDone: false, renames: [{ id: randomUUID(), from: '../a', to: 'b.mp4' }] })
  ],
  [
    'of unknown clips',
    JSON.stringify({ version: 1, isDone: false, renames: [{ id: randomUUID(), from: 'a.mp4', to: 'b.mp4' }] })
  ]
])('changes nothing by a note %s', async (_what, text) => {
  clip('a.mp4', 'new.mp4')
  writeFileSync(notePath(), text)
  await renames().finish()
  expect(names()).toEqual(['a.mp4'])
})

it('renames nothing while the folder cannot be written', async () => {
  clip('a.mp4', 'new.mp4')
  problem = { code: 'folder_missing', message: 'Away.', retryable: true }
  await expect(renames().run(null)).rejects.toThrow()
  expect([names(), existsSync(notePath())]).toEqual([['a.mp4'], false])
})

it('does not take back what was renamed again since', async () => {
  const id = clip('a.mp4', 'new.mp4')
  await renames().run(null)
  rows.set(id, { ...rows.get(id)!, fileName: 'other.mp4' })
  expect((await renames().undo()).left).toEqual([
    { fileName: 'new.mp4', why: 'The clip changed in the meantime.' }
  ])
})
