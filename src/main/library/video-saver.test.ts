import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { GenerationId, VideoId } from '@shared/generation'
import { noAnnotations } from '@shared/library/annotations'
import { defaultNameTemplate } from '@shared/names/name-template'
import type { Problem } from '@shared/problem'
import type { Generation, Video } from '../generations/domain/generation'
import { LibraryFolder } from './folder/library-folder'
import { FakeMemory, newLibrary } from './testing/library-folder'
import { LibraryVideoSaver } from './video-saver'

const problem: Problem = { code: 'download_interrupted', message: 'Cut.', retryable: true }
const video: Video = {
  id: randomUUID() as VideoId,
  position: 0,
  state: 'pending',
  url: 'https://files.example/1.mp4',
  proxyUrl: null,
  fileName: null,
  linkedPath: null,
  file: null,
  held: null,
  checks: null,
  attempts: 0,
  nextAttemptAtMs: null,
  problem: null
}
const generation = {
  id: randomUUID() as GenerationId,
  createdAtUs: Date.UTC(2026, 10, 22) * 1000,
  request: { modelId: 'veo-3.1-fast', prompt: 'boat' },
  status: { state: 'downloading', submittedAtMs: 1, remoteId: '1' },
  annotations: noAnnotations,
  videos: [video]
} as unknown as Generation

type Download = ConstructorParameters<typeof LibraryVideoSaver>[0]['download']

function saver(folder: LibraryFolder, download: Download, taken: readonly string[] = []): LibraryVideoSaver {
  return new LibraryVideoSaver({
    folder,
    download,
    reserveFileName: (_id, fileName) => !taken.includes(fileName),
    place: () => Promise.resolve('placed'),
    makePacket: () => '<x/>',
    findItems: () => [],
    nameTemplate: () => defaultNameTemplate,
    loopbackAllowed: false,
    onProgress: () => undefined,
    onBlocked: () => undefined
  })
}

const newFolder = (): string => join(mkdtempSync(join(tmpdir(), 'dailies-saver-')), 'Dailies')
const signal = new AbortController().signal

it('reports whether an interrupted download got further than those before', async () => {
  const received = [100, 300, 300]
  const download: Download = {
    download: (_job, onProgress) => {
      onProgress({ phase: 'receiving', receivedBytes: received.shift() ?? 0, totalBytes: 400 })
      return Promise.resolve({ kind: 'retry', problem, retryAfterMs: null })
    }
  }
  const subject = saver(newLibrary(newFolder()), download)
  const outcomes = [1, 2, 3].map(() => () => subject.save(generation, video, signal))
  const progressed: unknown[] = []
  for (const save of outcomes) progressed.push(await save())
  expect(progressed).toMatchObject([{ progressed: true }, { progressed: true }, { progressed: false }])
})

it('uses a shorter name if the disk refuses a long one', async () => {
  const paths: string[] = []
  const download: Download = {
    download: ({ finalPath }) => {
      paths.push(basename(finalPath))
      return Promise.resolve({ kind: paths.length === 1 ? 'name_too_long' : 'cancelled' })
    }
  }
  const limits = [120, 30]
  const measureNames = (): number => limits.shift() ?? 30
  const folder = new LibraryFolder(newFolder(), { isKnown: false, memory: new FakeMemory(), measureNames })
  await saver(folder, download).save(generation, video, signal)
  expect(paths).toHaveLength(2)
  expect(paths[1]!.length).toBeLessThanOrEqual(30)
})

it('reports a disk that refuses short names too', async () => {
  const download: Download = { download: () => Promise.resolve({ kind: 'name_too_long' }) }
  const outcome = await saver(newLibrary(newFolder()), download).save(generation, video, signal)
  expect(outcome).toMatchObject({ kind: 'blocked', problem: { code: 'folder_read_only' } })
})

it('uses another name if a foreign file has the first [F42]', async () => {
  const paths: string[] = []
  const download: Download = {
    download: ({ finalPath }) => {
      paths.push(finalPath)
      return Promise.resolve(paths.length === 1 ? { kind: 'name_taken' } : { kind: 'cancelled' })
    }
  }
  const root = newFolder()
  await saver(newLibrary(root), download).save(generation, video, signal)
  expect(new Set(paths).size).toBe(2)
  expect(paths.every((path) => path.startsWith(root))).toBe(true)
})

it('waits for a disconnected drive, and creates nothing in its place [F39]', async () => {
  const root = newFolder()
  const folder = newLibrary(root)
  folder.prepare()
  rmSync(root, { recursive: true })
  mkdirSync(root)
  const never: Download = { download: () => Promise.reject(new Error('not to be called')) }
  const outcome = await saver(folder, never).save(generation, video, signal)
  expect(outcome).toMatchObject({ kind: 'blocked', problem: { code: 'folder_missing' } })
  expect(folder.hasMarker()).toBe(false)
})

it('keeps names inside the folder, whatever the row says [D15]', () => {
  const folder = newLibrary('/library')
  expect(['../x.mp4', '/etc/passwd', 'a/b.mp4', '.hidden', ''].map((name) => folder.pathOf(name))).toEqual([
    null,
    null,
    null,
    null,
    null
  ])
  expect(folder.pathOf('clip.mp4')).toBe(join('/library', 'clip.mp4'))
})

it('waits for a read-only folder [F38]', async () => {
  class ReadOnlyFolder extends LibraryFolder {
    override prepare(): void {
      throw Object.assign(new Error('read-only file system'), { code: 'EROFS' })
    }
  }
  const never: Download = { download: () => Promise.reject(new Error('not to be called')) }
  const outcome = await saver(
    new ReadOnlyFolder(newFolder(), { isKnown: false, memory: new FakeMemory() }),
    never
  ).save(generation, video, signal)
  expect(outcome).toMatchObject({ kind: 'blocked', problem: { code: 'folder_read_only' } })
})
