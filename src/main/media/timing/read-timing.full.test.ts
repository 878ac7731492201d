import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editorRates, exactRate, formatRate } from '@shared/media/frame-rate'
import { readTiming, type VideoTiming } from './read-timing'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-timing-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function timingOf(name: string, ...options: readonly string[]): Promise<VideoTiming | null> {
  const path = join(folder, name)
  const picture = ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc=s=64x64:d=2.5:r=60']
  execFileSync('ffmpeg', [...picture, ...options, '-pix_fmt', 'yuv420p', '-y', path])
  return readTiming(path)
}

describe('the timing of a file that ffmpeg made', () => {
  it.each(editorRates.map((rate) => [formatRate(rate), rate] as const))(
    'has each frame of it, at %s',
    async (name, rate) => {
      const { numerator, denominator } = rate
      for (const ending of ['mp4', 'mov']) {
        const timing = await timingOf(
          `${name}.${ending}`,
          ...['-r', `${numerator}/${denominator}`, '-frames:v', '50', '-bf', '2']
        )
        expect(timing).toMatchObject({ frames: 50, isVariable: false, startTimecode: null, audio: null })
        expect(exactRate(timing?.framesPerSecond ?? null)).toEqual(rate)
      }
    }
  )

  it('has the sound, which may be longer than the picture', async () => {
    const sound = ['-f', 'lavfi', '-i', 'sine=440:d=4:r=44100', '-ac', '1', '-r', '24', '-frames:v', '48']
    expect(await timingOf('sound.mp4', ...sound)).toMatchObject({
      frames: 48,
      seconds: 2,
      audio: { channels: 1, sampleRate: 44_100 }
    })
  })

  it('has the start timecode of a timecode track, with and without drop frames [B02]', async () => {
    const plain = await timingOf('plain.mov', '-r', '25', '-timecode', '01:00:00:05')
    expect(plain?.startTimecode).toEqual({
      frame: 90_005,
      rate: { numerator: 25, denominator: 1 },
      isDropFrame: false
    })
    const drop = await timingOf('drop.mov', '-r', '30000/1001', '-timecode', '00:01:00;02')
    expect(drop?.startTimecode).toMatchObject({ frame: 1800, isDropFrame: true })
  })

  it('is variable where the frames differ in length', async () => {
    const uneven = ['-vf', String.raw`setpts=N*2-mod(N\,2)`, '-fps_mode', 'vfr']
    expect(await timingOf('variable.mp4', ...uneven)).toMatchObject({ isVariable: true })
  })
})
