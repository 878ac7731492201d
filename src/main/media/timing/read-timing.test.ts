import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { testClip } from '../../downloads/testing/test-clip'
import { readTiming } from './read-timing'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-timing-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('counts the frames of a clip', async () => {
  writeFileSync(join(folder, 'a.mp4'), testClip)
  expect(await readTiming(join(folder, 'a.mp4'))).toEqual({
    frames: 24,
    framesPerSecond: 24,
    isVariable: false,
    seconds: 1,
    startTimecode: null,
    audio: { channels: 1, sampleRate: 44_100 }
  })
})

it('has nothing to say of what is no video', async () => {
  for (const content of ['', 'an error page', '\0\0\0\x18ftypisom\0\0\0\0']) {
    writeFileSync(join(folder, 'a.mp4'), content)
    expect(await readTiming(join(folder, 'a.mp4'))).toBeNull()
  }
  rmSync(join(folder, 'a.mp4'))
  await expect(readTiming(join(folder, 'a.mp4'))).rejects.toThrow('ENOENT')
})
