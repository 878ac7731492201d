import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GenerationId, VideoId } from '@shared/generation'
import type { Problem, ProblemError } from '@shared/problem'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ClipFiles, type ClipFile, type ClipFilesDeps } from './clip-files'

let folder: string
let rows: ClipFile[]
let missed: number
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-files-'))
  rows = []
  missed = 0
})
afterEach(() => rmSync(folder, { recursive: true }))

function add(fileName: string | null, more: Partial<ClipFile> = {}): GenerationId {
  const clip = randomUUID() as GenerationId
  if (fileName !== null) writeFileSync(join(folder, fileName), 'video')
  rows.push({
    clip,
    id: randomUUID() as VideoId,
    fileName,
    linkedPath: null,
    bytes: 5,
    isInTrash: false,
    ...more
  })
  return clip
}

const files = (deps: Partial<ClipFilesDeps> = {}): ClipFiles =>
  new ClipFiles({
    clipFiles: (ids) => ids.flatMap((id) => rows.filter(({ clip }) => clip === id)),
    pathOf: ({ fileName, linkedPath }) => (fileName === null ? linkedPath : join(folder, fileName)),
    isVideo: () => true,
    whyFolderIsAway: () => null,
    onUsed: () => undefined,
    onMissing: () => (missed += 1),
    ...deps
  })

function refusal(clips: readonly GenerationId[], deps?: Partial<ClipFilesDeps>): string {
  try {
    files(deps).existingSync(clips)
    return 'none'
  } catch (error) {
    return (error as ProblemError).problem.message
  }
}

it('returns the files in the order given, each clip once', () => {
  const [one, two] = [add('one.mp4'), add('two.mp4')]
  const paths = files()
    .existingSync([two, one, two])
    .map(({ path }) => path)
  expect(paths).toEqual([join(folder, 'two.mp4'), join(folder, 'one.mp4')])
})

it('hands over no part of a selection as the whole, and says how many files are missing', () => {
  const clips = [add('one.mp4'), add('two.mp4'), add('three.mp4'), add(null)]
  rmSync(join(folder, 'two.mp4'))
  expect([refusal(clips.slice(0, 2)), refusal(clips), missed]).toEqual([
    '1 file was moved or deleted.',
    '2 files were moved or deleted.',
    2
  ])
})

it('takes neither a link nor a folder for a file', () => {
  const [link, inside] = [add('link.mp4'), add('folder.mp4')]
  rmSync(join(folder, 'link.mp4'))
  symlinkSync('/etc/hostname', join(folder, 'link.mp4'))
  rmSync(join(folder, 'folder.mp4'))
  mkdirSync(join(folder, 'folder.mp4'))
  expect([refusal([link]), refusal([inside])]).toEqual(Array(2).fill('The file was moved or deleted.'))
})

it('refuses unknown clips, those in the trash, and files that are no video any more', () => {
  const away: Problem = { code: 'folder_missing', message: 'Drive not connected.', retryable: true }
  const gone = add('gone.mp4')
  rmSync(join(folder, 'gone.mp4'))
  expect([
    refusal([add('here.mp4'), randomUUID() as GenerationId]),
    refusal([add('trash.mp4', { isInTrash: true })]),
    refusal([add('other.mp4', { bytes: 9 })], { isVideo: () => false }),
    refusal([add('longer.mp4', { bytes: 9 })]),
    refusal([gone], { whyFolderIsAway: () => away })
  ]).toEqual([
    'This clip is no longer in the library.',
    'This clip is in the trash.',
    'Another program overwrote this file: it’s no longer a video.',
    'none',
    'Drive not connected.'
  ])
})

it('hands over a linked file from where it is', () => {
  const elsewhere = join(folder, 'elsewhere.mov')
  writeFileSync(elsewhere, 'video')
  const clip = add(null, { linkedPath: elsewhere })
  expect(files().existingSync([clip])).toMatchObject([{ path: elsewhere }])
})
