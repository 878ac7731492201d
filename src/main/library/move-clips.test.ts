import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { VideoId } from '@shared/generation'
import { silentLogger } from '../logging/logger'
import { moveClips } from './move-clips'
import type { FileRecord } from './reconcile'

const record = (fileName: string, content: string): FileRecord => ({
  id: randomUUID() as VideoId,
  state: 'saved',
  fileName,
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
  savedAtMs: 0
})

/** A folder on another file system where this machine has one: there a rename is not enough. */
const targets = [tmpdir(), '/dev/shm'].filter((parent) => existsSync(parent))

it.each(targets)('moves every clip to a folder in %s', async (parent) => {
  const from = mkdtempSync(join(tmpdir(), 'dailies-from-'))
  const to = mkdtempSync(join(parent, 'dailies-to-'))
  mkdirSync(join(from, '.dailies'))
  writeFileSync(join(from, 'one.mp4'), 'first')
  writeFileSync(join(from, 'two.mp4'), 'second')
  const records = [record('one.mp4', 'first'), record('two.mp4', 'second')]
  expect(await moveClips({ from, to, records, logger: silentLogger })).toEqual({ moved: 2, left: 0 })
  expect(readFileSync(join(to, 'one.mp4'), 'utf8')).toBe('first')
  expect(readdirSync(from)).toEqual(['.dailies'])
})

it('leaves a clip alone whose name is taken there, and overwrites nothing', async () => {
  const from = mkdtempSync(join(tmpdir(), 'dailies-from-'))
  const to = mkdtempSync(join(tmpdir(), 'dailies-to-'))
  writeFileSync(join(from, 'one.mp4'), 'mine')
  writeFileSync(join(to, 'one.mp4'), 'somebody else’s')
  const moved = await moveClips({ from, to, records: [record('one.mp4', 'mine')], logger: silentLogger })
  expect(moved).toEqual({ moved: 0, left: 1 })
  expect(readFileSync(join(to, 'one.mp4'), 'utf8')).toBe('somebody else’s')
  expect(readFileSync(join(from, 'one.mp4'), 'utf8')).toBe('mine')
})

it.each(targets.slice(1))('keeps the old file when the copy is not what was saved, in %s', async (parent) => {
  const from = mkdtempSync(join(tmpdir(), 'dailies-from-'))
  const to = mkdtempSync(join(parent, 'dailies-to-'))
  writeFileSync(join(from, 'one.mp4'), 'changed since')
  const moved = await moveClips({ from, to, records: [record('one.mp4', 'as saved')], logger: silentLogger })
  expect(moved).toEqual({ moved: 0, left: 1 })
  expect([existsSync(join(from, 'one.mp4')), existsSync(join(to, 'one.mp4'))]).toEqual([true, false])
})
