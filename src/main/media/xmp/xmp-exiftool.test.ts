import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { testClip } from '../../downloads/testing/test-clip'
import { inspect } from '../inspect'
import { packetBox } from './packet-box'
import { makePacket } from './xmp-packet'

const prompt = 'Crème & <wide> “rain” 雨 🎬'
const description = {
  videoId: '3f2b8c1e-6f0a-4c55-9d0e-1a2b3c4d5e6f',
  generationId: '0b7c2f0e-8f4d-4a1c-8a52-5f1e6f3a9d10',
  createdAtUs: 1_795_000_000_123_456,
  position: 0,
  videoCount: 1,
  modelId: 'veo-3.1-fast',
  prompt,
  request: { modelId: 'veo-3.1-fast', prompt, durationSeconds: 8 },
  remoteId: '4242'
}
const words = {
  title: 'First & last',
  tags: ['rain', 'night & day'],
  rating: -1,
  scene: 'Café film',
  shotName: '1A',
  takeNumber: 3,
  isGood: true
}

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-exiftool-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Reads the XMP of a file as another program does. */
function readWithExiftool(path: string): unknown {
  const json = execFileSync('exiftool', ['-json', '-charset', 'utf8', '-XMP:all', path], { encoding: 'utf8' })
  return (JSON.parse(json) as unknown[])[0]
}

it('writes every field of a packet so that exiftool reads it back', async () => {
  const path = join(folder, 'a.mp4')
  await writeFile(path, Buffer.concat([testClip, packetBox(makePacket(description, words))]))
  expect(readWithExiftool(path)).toMatchObject({
    Description: prompt,
    Title: 'First & last',
    Subject: ['rain', 'night & day'],
    Rating: -1,
    Scene: 'Café film',
    ShotName: '1A',
    TakeNumber: 3,
    Good: true,
    CreatorTool: 'Dailies',
    DigitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
    VideoId: description.videoId,
    GenerationId: description.generationId,
    ModelId: 'veo-3.1-fast',
    RemoteId: 4242,
    Request: expect.stringContaining('"durationSeconds":8') as string
  })
})

it('leaves pictures and sound of the file untouched', async () => {
  const [bare, described] = [join(folder, 'bare.mp4'), join(folder, 'described.mp4')]
  await writeFile(bare, testClip)
  await writeFile(described, Buffer.concat([testClip, packetBox(makePacket(description, words))]))
  const [one, other] = [await inspect(bare), await inspect(described)]
  expect(other).toEqual(one)
  expect(one).toMatchObject({ mediaSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string })
})
