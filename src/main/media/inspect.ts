import { FilePathSource, Input, Logging, LogLevel, MP4, QTFF, WEBM, type InputVideoTrack } from 'mediabunny'
import { withFile } from './file-source'
import { walkBoxes } from './mp4-boxes'
import { areTablesSane } from './sample-tables'

/** What a video file is. Width and height as displayed, in pixels. */
export interface MediaFacts {
  readonly width: number
  readonly height: number
  readonly durationMs: number
  readonly framesPerSecond: number | null
  readonly videoCodec: string
  readonly audioCodec: string | null
}

export type Inspection =
  | {
      readonly kind: 'video'
      readonly media: MediaFacts
      /** Whether a packet box can be appended: an MP4 file whose last box is closed. */
      readonly takesPacket: boolean
    }
  /** A video by its first bytes, and then not: truncated or spoiled. */
  | { readonly kind: 'damaged' }
  | { readonly kind: 'not_video' }

/** A file that keeps the parser busy for longer was made to do so. */
const longestParseMs = 60_000

/**
 * Reads what a file is, and whether it is whole.
 *
 * @throws errors of the file system only
 */
export async function inspect(path: string): Promise<Inspection> {
  const container = await withFile(path, async (source) => {
    const head = Buffer.alloc(12)
    await source.read(head, 0)
    if (head.readUInt32BE(0) === 0x1a45dfa3) return 'webm'
    if (head.toString('latin1', 4, 8) !== 'ftyp') return 'other'
    const { kind, boxes } = await walkBoxes(source)
    if (kind === 'broken' || !(await areTablesSane(source, boxes))) return 'broken'
    return boxes.at(-1)?.isOpenEnded ? 'open_ended_mp4' : 'mp4'
  })
  if (container === 'other') return { kind: 'not_video' }
  if (container === 'broken') return { kind: 'damaged' }
  const media = await readMedia(path)
  if (media === 'damaged' || media === 'not_video') return { kind: media }
  return { kind: 'video', media, takesPacket: container === 'mp4' }
}

async function readMedia(path: string): Promise<MediaFacts | 'damaged' | 'not_video'> {
  // What it would print is made of the file's own bytes.
  Logging.level = LogLevel.Silent
  // Errors outside a read would end the process; what they spoil, the reads notice.
  const source = new FilePathSource(path, { handleUnhandledError: () => undefined })
  const input = new Input({ source, formats: [MP4, QTFF, WEBM] })
  try {
    return await withinTime(longestParseMs, async () => {
      const track = await input.getPrimaryVideoTrack()
      if (!track) return 'not_video'
      const facts = await factsOf(input, track)
      const isWhole = [facts.width, facts.height, facts.durationMs].every(isMeasure)
      return isWhole ? facts : 'damaged'
    })
  } catch {
    return 'damaged'
  } finally {
    input.dispose()
  }
}

/** A file can say nothing, and its pictures may all come at the same moment. */
const isMeasure = (value: number): boolean => value > 0 && Number.isFinite(value)

async function factsOf(input: Input, track: InputVideoTrack): Promise<MediaFacts> {
  const audio = await input.getPrimaryAudioTrack()
  const { averagePacketRate } = await track.computePacketStats(240)
  return {
    width: Math.round(await track.getDisplayWidth()),
    height: Math.round(await track.getDisplayHeight()),
    durationMs: Math.round((await input.computeDuration()) * 1000),
    framesPerSecond: isMeasure(averagePacketRate) ? Math.round(averagePacketRate * 1000) / 1000 : null,
    videoCodec: (await track.getCodec()) ?? 'unknown',
    audioCodec: audio && ((await audio.getCodec()) ?? 'unknown')
  }
}

async function withinTime<T>(ms: number, action: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The file could not be read in time.')), ms)
  })
  try {
    return await Promise.race([action(), late])
  } finally {
    clearTimeout(timer)
  }
}
