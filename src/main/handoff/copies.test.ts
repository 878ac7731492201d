import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { GenerationId, VideoId } from '@shared/generation'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { FakeClock } from '../base/testing/fake-clock'
import { systemFiles } from '../downloads/files'
import { place } from '../downloads/part/placement'
import { sha256Of } from '../library/folder/hash-file'
import { silentLogger } from '../logging/logger'
import type { ClipFiles } from './clip-files'
import { Copies, type CopiesDeps } from './copies'

let library: string
let target: string
let clips: GenerationId[]
let progress: string[]

beforeEach(() => {
  library = mkdtempSync(join(tmpdir(), 'dailies-copies-'))
  target = join(library, 'target')
  mkdirSync(target)
  clips = ['one', 'two', 'three'].map((name) => {
    writeFileSync(join(library, `${name}.mp4`), `video ${name}`)
    return randomUUID() as GenerationId
  })
  progress = []
})
afterEach(() => rmSync(library, { recursive: true }))

function copies(change: Partial<CopiesDeps> = {}): Copies {
  const existing = (ids: readonly GenerationId[]) =>
    ids.map((clip) => {
      const name = ['one', 'two', 'three'][clips.indexOf(clip)]
      return { clip, id: randomUUID() as VideoId, path: join(library, `${name}.mp4`) }
    })
  return new Copies({
    desktop: {
      chooseCopyPath: (name) => Promise.resolve(join(target, name)),
      chooseCopyFolder: () => Promise.resolve(target)
    },
    files: { existingSync: existing } as unknown as ClipFiles,
    copyNames: (files) => files.map(({ path }) => `copy ${basename(path)}`),
    place: (path, to) => place(systemFiles, path, to, [], new FakeClock()),
    sha256Of,
    onProgress: ({ done, total }) => progress.push(`${done}/${total}`),
    logger: silentLogger,
    ...change
  })
}

const saved = (): string[] => readdirSync(target).sort()

it('saves one copy under the chosen name, and several by the template', async () => {
  const desktop = {
    chooseCopyPath: () => Promise.resolve(join(target, 'mine')),
    chooseCopyFolder: () => Promise.resolve(target)
  }
  await copies({ desktop }).save(clips.slice(0, 1))
  expect(await copies({ desktop }).save(clips)).toMatchObject({ left: [], isCancelled: false })
  expect(saved()).toEqual(['copy one.mp4', 'copy three.mp4', 'copy two.mp4', 'mine.mp4'])
  expect(readFileSync(join(target, 'copy two.mp4'), 'utf8')).toBe('video two')
  expect(progress).toEqual(['0/1', '0/3', '1/3', '2/3'])
})

it('replaces no file: it adds a number', async () => {
  writeFileSync(join(target, 'copy one.mp4'), 'mine')
  writeFileSync(join(target, 'copy one 2.mp4'), 'mine too')
  writeFileSync(join(target, '.copy one.mp4.part'), 'and mine')
  await copies().save(clips.slice(0, 1))
  expect(saved()).toEqual(['.copy one.mp4.part', 'copy one 2.mp4', 'copy one 3.mp4', 'copy one.mp4'])
  expect(readFileSync(join(target, 'copy one.mp4'), 'utf8')).toBe('mine')
})

it('saves nothing when the dialog is cancelled', async () => {
  const desktop = {
    chooseCopyPath: () => Promise.resolve(null),
    chooseCopyFolder: () => Promise.resolve(null)
  }
  expect(await copies({ desktop }).save(clips)).toEqual({ saved: [], left: [], isCancelled: true })
})

it('keeps what was saved before a cancel, and nothing half-written', async () => {
  const subject = copies({
    sha256Of: (path) => {
      if (path.includes('two')) subject.cancel()
      return sha256Of(path)
    }
  })
  const outcome = await subject.save(clips)
  expect([outcome.saved.length, outcome.isCancelled, saved()]).toEqual([1, true, ['copy one.mp4']])
})

it('names each file that could not be copied, and saves the others', async () => {
  rmSync(join(library, 'two.mp4'))
  writeFileSync(join(library, 'two.mp4'), 'video two')
  const outcome = await copies({
    sha256Of: async (path) =>
      path.endsWith('.part') && readFileSync(path, 'utf8') === 'video two' ? 'other' : sha256Of(path)
  }).save(clips)
  expect([outcome.left, saved()]).toEqual([
    [{ fileName: 'copy two.mp4', why: 'The file couldn’t be copied.' }],
    ['copy one.mp4', 'copy three.mp4']
  ])
})

it('names a file that was deleted while the dialog was open, and saves the others', async () => {
  const desktop = {
    chooseCopyPath: () => Promise.resolve(null),
    chooseCopyFolder: () => {
      rmSync(join(library, 'two.mp4'))
      return Promise.resolve(target)
    }
  }
  expect([(await copies({ desktop }).save(clips)).left, saved()]).toEqual([
    [{ fileName: 'copy two.mp4', why: 'The file or the folder was moved or deleted.' }],
    ['copy one.mp4', 'copy three.mp4']
  ])
})

it('keeps the extension that was typed, whatever its case', async () => {
  const desktop = {
    chooseCopyPath: () => Promise.resolve(join(target, 'mine.MP4')),
    chooseCopyFolder: () => Promise.resolve(null)
  }
  await copies({ desktop }).save(clips.slice(0, 1))
  expect(saved()).toEqual(['mine.MP4'])
})

it('stops where the disk becomes full, and names what is left', async () => {
  const outcome = await copies({
    place: (path, to) =>
      to.includes('two')
        ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
        : place(systemFiles, path, to, [], new FakeClock())
  }).save(clips)
  expect([outcome.left, saved()]).toEqual([
    [
      { fileName: 'copy two.mp4', why: 'The disk is full.' },
      { fileName: 'copy three.mp4', why: 'The disk is full.' }
    ],
    ['copy one.mp4']
  ])
})

it('runs once at a time', async () => {
  const subject = copies()
  const first = subject.save(clips)
  await expect(subject.save(clips)).rejects.toThrow()
  expect((await first).saved).toHaveLength(3)
})

it.skipIf(process.getuid?.() === 0)('says that a folder cannot be written', async () => {
  chmodSync(target, 0o500)
  const { left } = await copies().save(clips.slice(0, 1))
  chmodSync(target, 0o700)
  expect(left).toEqual([{ fileName: 'copy one.mp4', why: 'The folder can’t be written.' }])
  expect(existsSync(join(target, 'copy one.mp4'))).toBe(false)
})
