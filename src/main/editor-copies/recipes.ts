import type { CopySort } from '@shared/media/editor-copies'
import { editorRates, framesPerSecondOf, type FrameRate } from '@shared/media/frame-rate'

/** What is known of a clip's file before it is copied. */
export interface CopySource {
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly framesPerSecond: number
  readonly isVariable: boolean
  readonly seconds: number
  readonly audio: { readonly channels: number; readonly sampleRate: number } | null
  readonly bytes: number
}

interface Recipe {
  /** Of the file name, after the clip's own. */
  readonly suffix: string
  /** With its dot. */
  readonly ending: string
  /** Encoders with their arguments, the best first: builds of ffmpeg have different ones. */
  readonly video: Readonly<Record<string, readonly string[]>>
  readonly audio: Readonly<Record<string, readonly string[]>>
  readonly muxer: readonly string[]
  /** Bits of the picture for each pixel of each frame, as measured of detailed pictures. */
  readonly bitsPerPixel: number
}

const uncompressedSound = { pcm_s16le: [] } as const
/** Of H.264 encoders without a setting for constant quality. */
const highRate = ['-b:v', '40M', '-pix_fmt', 'yuv420p'] as const

export const recipes: Readonly<Record<CopySort, Recipe>> = {
  constant_rate: {
    suffix: 'constant rate',
    ending: '.mp4',
    video: {
      libx264: ['-preset', 'medium', '-crf', '16', '-pix_fmt', 'yuv420p'],
      h264_videotoolbox: highRate,
      h264_mf: highRate,
      libopenh264: highRate
    },
    audio: { aac: ['-b:a', '256k'] },
    muxer: ['-movflags', '+faststart'],
    bitsPerPixel: 1
  },
  dnxhr: {
    suffix: 'DNxHR',
    ending: '.mov',
    video: { dnxhd: ['-profile:v', 'dnxhr_hq', '-pix_fmt', 'yuv422p'] },
    audio: uncompressedSound,
    muxer: [],
    bitsPerPixel: 3.6
  },
  prores_proxy: {
    suffix: 'ProRes proxy',
    ending: '.mov',
    video: {
      prores_ks: ['-profile:v', 'proxy', '-pix_fmt', 'yuv422p10le'],
      prores_videotoolbox: ['-profile:v', 'proxy'],
      prores: ['-profile:v', '0', '-pix_fmt', 'yuv422p10le']
    },
    audio: uncompressedSound,
    muxer: [],
    bitsPerPixel: 0.9
  }
}

const firstOf = (
  encoders: Readonly<Record<string, readonly string[]>>,
  has: ReadonlySet<string>
): readonly string[] | null => {
  const name = Object.keys(encoders).find((one) => has.has(one))
  return name === undefined ? null : [name, ...(encoders[name] ?? [])]
}

/** Returns whether an ffmpeg with these encoders can make a sort of copy. */
export const canMake = (sort: CopySort, encoders: ReadonlySet<string>): boolean =>
  firstOf(recipes[sort].video, encoders) !== null && firstOf(recipes[sort].audio, encoders) !== null

/** Returns the rate that a copy has; null where it keeps the times of the clip's frames. */
export function copyRate(sort: CopySort, { isVariable, framesPerSecond }: CopySource): FrameRate | null {
  if (sort !== 'constant_rate' && !isVariable) return null
  const distance = (rate: FrameRate): number => Math.abs(Math.log(framesPerSecondOf(rate) / framesPerSecond))
  return editorRates.toSorted((one, other) => distance(one) - distance(other))[0] ?? null
}

/** Returns how many frames a copy has to have. */
export const copyFrames = (source: CopySource, rate: FrameRate | null): number =>
  rate === null ? source.frames : Math.round(source.seconds * framesPerSecondOf(rate))

/** Returns about how many bytes a copy takes. */
export function estimatedBytes(sort: CopySort, source: CopySource): number {
  const rate = copyRate(sort, source)
  const pixels = source.width * source.height * copyFrames(source, rate)
  const sound = source.audio ? source.audio.channels * source.audio.sampleRate * 2 * source.seconds : 0
  return Math.round((pixels * recipes[sort].bitsPerPixel) / 8 + sound + 1e6)
}

/** A copy that grows beyond this many times its estimate is cut off, and fails the check. */
const mostShare = 6

/**
 * Returns the arguments of ffmpeg. Only files are opened, and only as video containers: a playlist that poses as a clip
 * would make ffmpeg read other files or addresses.
 *
 * @param deps.input Absolute path, as that of the output.
 */
export function copyArguments(
  sort: CopySort,
  source: CopySource,
  deps: {
    readonly input: string
    readonly output: string
    readonly encoders: ReadonlySet<string>
    /** What the copy says of itself. */
    readonly comment: string
  }
): readonly string[] {
  const recipe = recipes[sort]
  const rate = copyRate(sort, source)
  const containers = 'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts'
  return [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-n', '-progress', 'pipe:1'],
    ...['-protocol_whitelist', 'file', '-format_whitelist', containers, '-i', `file:${deps.input}`],
    ...['-map', '0:v:0', '-map', '0:a:0?', '-metadata', `comment=${deps.comment}`],
    ...(rate ? ['-vf', `fps=${rate.numerator}/${rate.denominator}`] : []),
    ...['-c:v', ...(firstOf(recipe.video, deps.encoders) ?? [])],
    ...['-c:a', ...(firstOf(recipe.audio, deps.encoders) ?? [])],
    ...recipe.muxer,
    ...['-fs', String(estimatedBytes(sort, source) * mostShare), `file:${deps.output}`]
  ]
}
