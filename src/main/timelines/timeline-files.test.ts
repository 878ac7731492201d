import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultTimelineOptions, type TimelineOptions } from '@shared/timelines/targets'
import { FakeClock } from '../base/testing/fake-clock'
import { systemFiles } from '../downloads/files'
import { place } from '../downloads/part/placement'
import { clipSource } from './testing/sample-timeline'
import { writeTimelineFile, type SavedClip } from './timeline-files'

let home: string
let out: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'timeline-files-'))
  out = join(home, 'out')
  mkdirSync(out)
})
afterEach(() => rmSync(home, { recursive: true }))

/** A file of a clip; its content is its path. */
function clip(path: string, changes: Partial<SavedClip> = {}): SavedClip {
  const full = join(home, path)
  mkdirSync(join(full, '..'), { recursive: true })
  writeFileSync(full, path)
  return { ...clipSource(full), bytes: path.length, ...changes }
}

interface Settings {
  readonly options?: Partial<TimelineOptions>
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number) => void
}

const write = (
  name: string,
  clips: readonly SavedClip[],
  { options, signal = new AbortController().signal, onProgress = () => undefined }: Settings = {}
): Promise<string> =>
  writeTimelineFile(join(out, name), {
    name: 'Film',
    clips,
    options: { ...defaultTimelineOptions, ...options },
    place: (path, to) => place(systemFiles, path, to, [], new FakeClock()),
    signal,
    onProgress
  })

const collected = { options: { target: 'shotcut', media: 'collected' } } as const

describe('collected clips', () => {
  it('have names of their own, also where two files are called the same', async () => {
    const clips = [clip('a/Boat.mp4'), clip('b/boat.mp4'), clip('b/night.mp4')]
    const folder = await write('Film', [...clips, clips[0]!], collected)
    const names = ['Boat.mp4', 'boat 2.mp4', 'night.mp4']
    expect(readdirSync(folder).toSorted()).toEqual([...names, 'Film.mlt'].toSorted())
    expect(names.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual([
      'a/Boat.mp4',
      'b/boat.mp4',
      'b/night.mp4'
    ])
    const text = readFileSync(join(folder, 'Film.mlt'), 'utf8')
    for (const name of names) expect(text).toContain(`"resource">${name}<`)
  })

  it('are removed with their folder where the user cancels, and nothing else is', async () => {
    mkdirSync(join(out, 'Film'))
    writeFileSync(join(out, 'Film', 'Boat.mp4'), 'of the user')
    const stop = new AbortController()
    const clips = ['a/Boat.mp4', 'a/night.mp4', 'a/rain.mp4'].map((path) => clip(path))
    const writing = write('Film', clips, {
      ...collected,
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('cancelled'))
    })
    await expect(writing).rejects.toThrow('cancelled')
    expect(readdirSync(out)).toEqual(['Film'])
    expect(readFileSync(join(out, 'Film', 'Boat.mp4'), 'utf8')).toBe('of the user')
  })

  it('leave what somebody else puts into their folder, and the first error counts', async () => {
    const clips = ['a/Boat.mp4', 'a/night.mp4'].map((path) => clip(path))
    const folder = join(out, 'Film')
    const theirs = ['night.mp4', 'notes.txt']
    const writing = write('Film', clips, {
      ...collected,
      onProgress: () => theirs.forEach((name) => writeFileSync(join(folder, name), 'of the user'))
    })
    await expect(writing).rejects.toThrow(/EEXIST|could not be named/)
    expect(readdirSync(folder).toSorted()).toEqual(theirs)
    for (const name of theirs) expect(readFileSync(join(folder, name), 'utf8')).toBe('of the user')
  })

  it('have names that every disk takes', async () => {
    const clips = [
      clip('a/1.mp4', { fileName: 'Boat: 1?.mp4' }),
      clip('a/2.mp4', { fileName: 'boat- 1*.mp4' })
    ]
    const folder = await write('Film', clips, collected)
    expect(readdirSync(folder).toSorted()).toEqual(['Boat- 1-.mp4', 'Film.mlt', 'boat- 1- 2.mp4'])
  })

  it('may have the longest names that a disk takes', async () => {
    const name = `${'n'.repeat(251)}.mp4`
    const folder = await write('Film', [clip(`a/${name}`)], collected)
    expect(readdirSync(folder)).toContain(name)
  })

  it('are removed with their folder where one cannot be read', async () => {
    const clips = [clip('a/Boat.mp4'), clip('a/night.mp4')]
    rmSync(clips[1]!.path)
    await expect(write('Film', clips, collected)).rejects.toThrow()
    expect(readdirSync(out)).toEqual([])
  })
})

describe('an archive', () => {
  const otioz = { options: { target: 'otioz' } } as const

  it('is not begun where it does not fit, and the file of its name stays', async () => {
    writeFileSync(join(out, 'Film.otioz'), 'older')
    await expect(write('Film.otioz', [clip('a/Boat.mp4', { bytes: 1e17 })], otioz)).rejects.toThrow(
      'No room for the clips'
    )
    expect(readdirSync(out)).toEqual(['Film.otioz'])
    expect(readFileSync(join(out, 'Film.otioz'), 'utf8')).toBe('older')
  })

  it('replaces the file of its name only when it is whole', async () => {
    writeFileSync(join(out, 'Film.otioz'), 'older')
    const stop = new AbortController()
    const clips = [clip('a/Boat.mp4'), clip('b/Boat.mp4')]
    stop.abort(new Error('cancelled'))
    await expect(write('Film.otioz', clips, { ...otioz, signal: stop.signal })).rejects.toThrow()
    expect([readdirSync(out), readFileSync(join(out, 'Film.otioz'), 'utf8')]).toEqual([
      ['Film.otioz'],
      'older'
    ])
    const path = await write('Film.otioz', clips, otioz)
    const bytes = readFileSync(path, 'latin1')
    expect(bytes).toContain('media/Boat.mp4')
    expect(bytes).toContain('media/Boat 2.mp4')
    expect(readdirSync(out)).toEqual([basename(path)])
  })
})

it('takes the next name where the one with its ending is taken meanwhile', async () => {
  const path = await write('Film', [clip('a/Boat.mp4')], {
    options: { target: 'otioz' },
    onProgress: () => writeFileSync(join(out, 'Film.otioz'), 'of the user')
  })
  expect(basename(path)).toBe('Film 2.otioz')
  expect(readFileSync(join(out, 'Film.otioz'), 'utf8')).toBe('of the user')
})

it('leaves the files beside it alone', async () => {
  writeFileSync(join(out, 'Film.fcpxml.new'), 'of the user')
  await write('Film.fcpxml', [clip('a/Boat.mp4')])
  expect(readdirSync(out).toSorted()).toEqual(['Film.fcpxml', 'Film.fcpxml.new'])
  expect(readFileSync(join(out, 'Film.fcpxml.new'), 'utf8')).toBe('of the user')
})

it('adds the ending, and never writes over a file that the user was not asked about', async () => {
  writeFileSync(join(out, 'Film.fcpxml'), 'older')
  expect(basename(await write('Film', [clip('a/Boat.mp4')]))).toBe('Film 2.fcpxml')
  expect(readFileSync(join(out, 'Film.fcpxml'), 'utf8')).toBe('older')
  expect(existsSync(join(out, 'Film 2.fcpxml'))).toBe(true)
})
