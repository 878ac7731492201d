import { EncodedPacketSink, type Input, type InputVideoTrack } from 'mediabunny'
import type { FrameRate } from '@shared/media/frame-rate'
import { fileKind, kindBytes, lateStart } from '../file-kind'
import { withFile } from '../file-source'
import { isRateVariable, measuredFrames } from './frame-rate'
import { longestParseMs, withInput, withinTime } from '../media-input'
import { walkBoxes, type Box, type ByteSource } from '../mp4-boxes'
import { regularView } from '../regular-view'
import { areTablesSane } from '../sample-tables'
import { lateView, lookBytes, withoutTail } from '../surrounded-view'
import { readStartTimecode } from './start-timecode'

/** Timecode of a file's first frame. */
export interface StartTimecode {
  readonly frame: number
  readonly rate: FrameRate
  readonly isDropFrame: boolean
}

/** What an editor counts by, read from the whole file. */
export interface VideoTiming {
  readonly frames: number
  /** Average of the whole file. */
  readonly framesPerSecond: number
  readonly isVariable: boolean
  /** From the start of the first frame to the end of the last. */
  readonly seconds: number
  readonly startTimecode: StartTimecode | null
  readonly audio: { readonly channels: number; readonly sampleRate: number } | null
}

/**
 * Reads how many frames a video file has and how they are timed; null when it is no video.
 *
 * @throws errors of the file system alone
 */
export const readTiming = (path: string): Promise<VideoTiming | null> =>
  withFile(path, async (source) => {
    const buffer = new Uint8Array(lookBytes)
    const head = buffer.subarray(0, await source.read(buffer, 0))
    const start = lateStart(head)
    const { family } = fileKind(head.subarray(0, kindBytes))
    if (start === null && family === 'ts') return timingOf((await withoutTail(source)) ?? source, null)
    if (start === null && family !== 'iso') return timingOf(source, null)
    const view = start === null ? source : await lateView(source, start)
    const { kind, boxes } = await walkBoxes(view)
    if (!(await areTablesSane(view, boxes))) return null
    const isRegular = kind === 'whole' && boxes[0]?.type === 'ftyp'
    return timingOf(isRegular ? view : regularView(view, boxes), await startTimecodeIn(view, boxes))
  })

async function startTimecodeIn(source: ByteSource, boxes: readonly Box[]): Promise<StartTimecode | null> {
  const moov = boxes.find(({ type }) => type === 'moov')
  return moov ? readStartTimecode(source, moov) : null
}

async function timingOf(view: ByteSource, startTimecode: StartTimecode | null): Promise<VideoTiming | null> {
  const read = await withInput(view, (input) =>
    withinTime(longestParseMs, async () => {
      const track = await input.getPrimaryVideoTrack()
      return track && { ...(await framesOf(track)), audio: await audioOf(input), startTimecode }
    })
  )
  return read === 'damaged' || !read || read.frames === 0 ? null : read
}

async function framesOf(
  track: InputVideoTrack
): Promise<Pick<VideoTiming, 'frames' | 'framesPerSecond' | 'isVariable' | 'seconds'>> {
  const { packetCount, averagePacketRate } = await track.computePacketStats()
  const times: number[] = []
  const packets = new EncodedPacketSink(track).packets(undefined, undefined, { metadataOnly: true })
  for await (const { timestamp } of packets) {
    times.push(timestamp)
    if (times.length === measuredFrames) break
  }
  return {
    frames: packetCount,
    framesPerSecond: averagePacketRate,
    isVariable: isRateVariable(times),
    seconds: packetCount / averagePacketRate
  }
}

async function audioOf(input: Input): Promise<VideoTiming['audio']> {
  const track = await input.getPrimaryAudioTrack()
  return track && { channels: await track.getNumberOfChannels(), sampleRate: await track.getSampleRate() }
}
