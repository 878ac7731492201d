import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { FrameRate } from '@shared/media/frame-rate'

/** Clips of which each picture shows its own number, as bright and dark bars, and a render of them read back. */

export const pictureSize = { width: 256, height: 64 } as const
/** The first 4 bars are the number of the clip, the others that of its frame. */
const bars = 16
const clipBits = 4
const barWidth = pictureSize.width / bars
const bytesOfPicture = pictureSize.width * pictureSize.height
/** Luma of dark and bright pixels: within the range of video, so that no conversion clips them. */
const luma = { dark: 40, bright: 210 } as const

/** Picture of a render: which frame of which clip; null where there is none, such as black. */
export type NumberedFrame = readonly [clip: number, frame: number]

interface NumberedClip {
  readonly number: number
  readonly frames: number
  readonly rate: FrameRate
  /** Channels of its sound; none for no sound. */
  readonly channels?: 0 | 1 | 2
  /** Start timecode, such as `01:00:00:00`. */
  readonly timecode?: string
  /** Gives every second frame three times its length. */
  readonly isVariable?: boolean
}

export const hasProgram = (name: string): boolean => !spawnSync(name, ['-version']).error

/** Makes a clip with ffmpeg; with B-frames, so that pictures are stored in another order than they are shown. */
export function makeNumberedClip(path: string, clip: NumberedClip): void {
  const { number, frames, rate, channels, timecode } = clip
  const pictures = Buffer.concat(Array.from({ length: frames }, (_none, frame) => picture(number, frame)))
  const { numerator, denominator } = rate
  const sound = channels
    ? ['-f', 'lavfi', '-i', `sine=440:r=48000:d=${(frames * denominator) / numerator}`]
    : []
  const filters = clip.isVariable ? ['-vf', 'setpts=N*2-mod(N\\,2)', '-fps_mode', 'vfr'] : []
  execFileSync(
    'ffmpeg',
    [
      ...[
        '-v',
        'error',
        '-f',
        'rawvideo',
        '-pix_fmt',
        'gray',
        '-s',
        `${pictureSize.width}x${pictureSize.height}`
      ],
      ...['-r', `${numerator}/${denominator}`, '-i', '-'],
      ...sound,
      ...filters,
      ...['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-qp', '4', '-g', '12', '-bf', '2', '-threads', '1'],
      ...(channels ? ['-c:a', 'aac', '-ac', String(channels), '-shortest'] : []),
      ...(timecode ? ['-timecode', timecode] : []),
      ...['-f', timecode ? 'mov' : 'mp4', '-y', path]
    ],
    { input: pictures }
  )
}

function picture(number: number, frame: number): Buffer {
  const code = (number << (bars - clipBits)) | frame
  const line = Buffer.alloc(pictureSize.width)
  for (let bar = 0; bar < bars; bar += 1)
    line.fill((code >> (bars - 1 - bar)) & 1 ? luma.bright : luma.dark, bar * barWidth, (bar + 1) * barWidth)
  return Buffer.concat(Array.from({ length: pictureSize.height }, () => line))
}

/** Only against hanging. */
const longestRenderMs = 120_000

/** Renders a project with melt, and returns the number of each picture. */
export function renderWithMelt(path: string, frames: number): readonly NumberedFrame[] {
  // Into a file: melt's writing to a pipe sometimes never starts.
  const target = `${path}.raw`
  execFileSync(
    'melt',
    [
      ...[path, `out=${frames - 1}`, '-silent', '-consumer', `avformat:${target}`],
      ...['f=rawvideo', 'vcodec=rawvideo', 'pix_fmt=gray', 'an=1', 'real_time=0', 'threads=1']
    ],
    { stdio: 'ignore', timeout: longestRenderMs, env: { ...process.env, QT_QPA_PLATFORM: 'offscreen' } }
  )
  const pixels = readFileSync(target)
  return Array.from({ length: Math.floor(pixels.length / bytesOfPicture) }, (_none, index) =>
    numberIn(pixels.subarray(index * bytesOfPicture, (index + 1) * bytesOfPicture))
  )
}

function numberIn(pixels: Buffer): NumberedFrame {
  const line = (pictureSize.height / 2) * pictureSize.width
  let code = 0
  for (let bar = 0; bar < bars; bar += 1)
    code = (code << 1) | ((pixels[line + bar * barWidth + barWidth / 2] ?? 0) > 128 ? 1 : 0)
  return [code >> (bars - clipBits), code & (2 ** (bars - clipBits) - 1)]
}
