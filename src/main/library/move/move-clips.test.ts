import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { VideoId } from '@shared/generation'
import { FakeClock } from '../../base/testing/fake-clock'
import { systemFiles } from '../../downloads/files'
import { place } from '../../downloads/part/placement'
import { silentLogger } from '../../logging/logger'
import { otherDisk } from '../testing/other-disk'
import type { Place } from './copy-verified'
import { moveClips } from './move-clips'
import { moveParts } from './move-parts'
import type { FolderFile } from '../recovery/reconcile'

const record = (fileName: string, content: string): FolderFile => ({
  id: randomUUID() as VideoId,
  state: 'saved',
  fileName,
  linkedPath: null,
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
  sourceBytes: content.length,
  sourceSha256: createHash('sha256').update(content).digest('hex'),
  mediaSha256: null,
  traits: [],
  savedAtMs: 0
})

const placing: Place = (path, target) => place(systemFiles, path, target, [], new FakeClock())
const tools = { place: placing, signal: new AbortController().signal, logger: silentLogger }

/** On another file system a rename is not enough. */
const others = [otherDisk()].filter((parent) => parent !== null)
const targets = [tmpdir(), ...others]

const folders: string[] = []
const newFolder = (parent: string, name: string): string => {
  const folder = mkdtempSync(join(parent, `dailies-${name}-`))
  folders.push(folder)
  return folder
}
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })))

it.each(targets)('moves every clip to a folder in %s', async (parent) => {
  const from = newFolder(tmpdir(), 'from')
  const to = newFolder(parent, 'to')
  mkdirSync(join(from, '.dailies'))
  writeFileSync(join(from, 'one.mp4'), 'first')
  writeFileSync(join(from, 'two.mp4'), 'second')
  const records = [record('one.mp4', 'first'), record('two.mp4', 'second')]
  expect(await moveClips({ from, to, records, ...tools })).toEqual({ moved: 2, left: 0 })
  expect(readFileSync(join(to, 'one.mp4'), 'utf8')).toBe('first')
  expect(readdirSync(from)).toEqual(['.dailies'])
})

it('leaves a clip whose name is taken there, and overwrites nothing', async () => {
  const from = newFolder(tmpdir(), 'from')
  const to = newFolder(tmpdir(), 'to')
  writeFileSync(join(from, 'one.mp4'), 'mine')
  writeFileSync(join(to, 'one.mp4'), 'somebody else’s')
  const moved = await moveClips({ from, to, records: [record('one.mp4', 'mine')], ...tools })
  expect(moved).toEqual({ moved: 0, left: 1 })
  expect(readFileSync(join(to, 'one.mp4'), 'utf8')).toBe('somebody else’s')
  expect(readFileSync(join(from, 'one.mp4'), 'utf8')).toBe('mine')
})

it.each(others)('keeps the old file if its copy differs, in %s', async (parent) => {
  const from = newFolder(tmpdir(), 'from')
  const to = newFolder(parent, 'to')
  writeFileSync(join(from, 'one.mp4'), 'changed since')
  const moved = await moveClips({ from, to, records: [record('one.mp4', 'as saved')], ...tools })
  expect(moved).toEqual({ moved: 0, left: 1 })
  expect([existsSync(join(from, 'one.mp4')), existsSync(join(to, 'one.mp4'))]).toEqual([true, false])
})

it.each(targets)('overwrites no file that appears while a clip is moved to %s', async (parent) => {
  const from = newFolder(tmpdir(), 'from')
  const to = newFolder(parent, 'to')
  writeFileSync(join(from, 'one.mp4'), 'mine')
  const placeAfterwards: Place = async (path, target) => {
    writeFileSync(join(to, 'one.mp4'), 'somebody else’s')
    return placing(path, target)
  }
  const deps = { from, to, records: [record('one.mp4', 'mine')], ...tools, place: placeAfterwards }
  expect(await moveClips(deps)).toEqual({ moved: 0, left: 1 })
  expect(readFileSync(join(to, 'one.mp4'), 'utf8')).toBe('somebody else’s')
  expect(readFileSync(join(from, 'one.mp4'), 'utf8')).toBe('mine')
  expect(readdirSync(join(to, '.dailies', 'incoming'))).toEqual([])
})

describe.each(targets)('a partial download, moved to %s', (parent) => {
  const id = randomUUID() as VideoId
  let from: string
  let to: string
  const incoming = (root: string): string => join(root, '.dailies', 'incoming')
  beforeEach(() => {
    from = newFolder(tmpdir(), 'from')
    to = newFolder(parent, 'to')
    mkdirSync(incoming(from), { recursive: true })
    writeFileSync(join(incoming(from), `${id}.part`), 'half a video')
    writeFileSync(join(incoming(from), `${id}.json`), '{}')
  })
  const move = (): Promise<void> => moveParts({ from, to, videos: [id], ...tools })

  it('is moved with its control file', async () => {
    await move()
    expect(readdirSync(incoming(from))).toEqual([])
    expect(readdirSync(incoming(to)).sort()).toEqual([`${id}.json`, `${id}.part`])
    expect(readFileSync(join(incoming(to), `${id}.part`), 'utf8')).toBe('half a video')
  })

  it('stays if it cannot be moved', async () => {
    mkdirSync(join(to, '.dailies'))
    mkdirSync(join(incoming(to), `${id}.part`), { recursive: true })
    await move()
    expect(readFileSync(join(incoming(from), `${id}.part`), 'utf8')).toBe('half a video')
  })
})
