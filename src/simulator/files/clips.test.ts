import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { models } from '../../shared/catalogue/models'
import { Clips } from './clips'
import { clipsFolder } from '../testing/test-client'

let clips: Clips
beforeAll(async () => {
  clips = await Clips.open(clipsFolder)
})

async function describeFile(bytes: Buffer): Promise<object> {
  using input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS })
  const video = await input.getPrimaryVideoTrack()
  const audio = await input.getPrimaryAudioTrack()
  if (!video) throw new Error('There is no video track.')
  const first = await new EncodedPacketSink(video).getFirstPacket()
  return {
    video: await video.getCodec(),
    shape: `${await video.getDisplayWidth()}x${await video.getDisplayHeight()}`,
    videoSeconds: await video.computeDuration(),
    startsWithKeyFrame: first?.type === 'key' && first.timestamp === 0,
    audio: (await audio?.getCodec()) ?? null,
    audioIsAsLong: audio
      ? Math.abs((await audio.computeDuration()) - (await video.computeDuration())) < 0.05
      : true
  }
}

const sizes: Record<string, string> = {
  '16x9': '1280x720',
  '9x16': '720x1280',
  '1x1': '720x720',
  '4x3': '960x720',
  '3x4': '720x960',
  '9x21': '540x1260',
  '21x9': '1260x540'
}

describe.each(Object.entries(sizes))('%s', (shape, size) => {
  test('is H.264 with AAC, or silent, for exactly every whole second', async () => {
    const [source = ''] = clips.ofShape(shape)
    const seconds = Array.from({ length: 15 }, (_, index) => index + 1)
    const plans = seconds.flatMap((second) =>
      [true, false].map((withAudio) => ({ source, seconds: second, withAudio }))
    )
    const found = await Promise.all(plans.map(async (plan) => describeFile((await clips.cut(plan)).bytes)))
    expect(found).toEqual(
      plans.map(({ seconds: second, withAudio }) => ({
        video: 'avc',
        shape: size,
        videoSeconds: expect.closeTo(second, 3) as number,
        startsWithKeyFrame: true,
        audio: withAudio ? 'aac' : null,
        audioIsAsLong: true
      }))
    )
  })
})

test('cuts every clip of the folder', async () => {
  const names = Object.keys(sizes).flatMap((shape) => clips.ofShape(shape))
  const files = (await readdir(clipsFolder)).filter((file) => file.endsWith('.mp4'))
  expect(names.map((name) => `${name}.mp4`).toSorted()).toEqual(files.toSorted())
  for (const source of names) {
    const cut = await clips.cut({ source, seconds: 2, withAudio: true })
    expect(await describeFile(cut.bytes)).toMatchObject({ video: 'avc', audio: 'aac' })
  }
})

test('has a clip for every aspect ratio and resolution of the catalogue', () => {
  const wanted = models.flatMap(({ aspectRatios, resolutions }) => [
    ...(aspectRatios?.choices ?? []),
    ...(resolutions?.choices ?? []).filter((resolution) => resolution.includes('x'))
  ])
  const missing = wanted.filter((shape) => {
    const [width = 0, height = 1] = shape.split(/[:x]/).map(Number)
    const [across = 0, down = 1] = (clips.ofShape(shape)[0] ?? '').split('-')[0]?.split('x').map(Number) ?? []
    return Math.abs(width / height - across / down) > 0.02
  })
  expect(missing).toEqual([])
  expect(clips.ofShape('1280x720')).toEqual(clips.ofShape('16:9'))
  expect(clips.ofShape(undefined)).toEqual(clips.ofShape('16:9'))
  expect(clips.ofShape('nonsense')).toEqual(clips.ofShape('16:9'))
  expect(clips.ofShape('16:9').length).toBeGreaterThanOrEqual(3)
})

test('makes the same cut once and keeps its validator', async () => {
  const plan = { source: clips.ofShape('1:1')[0] ?? '', seconds: 3, withAudio: true }
  const [first, second] = await Promise.all([clips.cut(plan), clips.cut(plan)])
  expect(first).toBe(second)
  expect(first.etag).toMatch(/^"[\da-f]{32}"$/)
  expect((await clips.cut({ ...plan, seconds: 4 })).etag).not.toBe(first.etag)
})

test('keeps the folder small', async () => {
  const files = await readdir(clipsFolder)
  const sizesOnDisk = await Promise.all(files.map(async (file) => (await stat(join(clipsFolder, file))).size))
  expect(sizesOnDisk.reduce((sum, size) => sum + size, 0)).toBeLessThan(3 * 1024 * 1024)
})

test('refuses a folder without clips', async () => {
  await expect(Clips.open(join(clipsFolder, 'nowhere'))).rejects.toThrow(
    'The folder of clips cannot be read.'
  )
  await expect(Clips.open(join(clipsFolder, '..'))).rejects.toThrow('The folder of clips holds no clip.')
})
