import { EncodedPacketSink, type Input, type InputVideoTrack } from 'mediabunny'
import { MATROSKA, MP4, MPEG_TS, QTFF, WEBM } from 'mediabunny'
import type { ContainerName } from '@shared/media/containers'
import type { FileTrait } from '@shared/generation'
import { carriesCredentials } from './content-credentials'
import { isSegmentWhole } from './ebml'
import { fileKind, isBoxType, kindBytes, lateStart } from './file-kind'
import { withFile } from './file-source'
import { isRateVariable, measuredFrames } from './timing/frame-rate'
import { hashMedia } from './media-hash'
import { longestParseMs, withInput, withinTime } from './media-input'
import { walkBoxes, type Box, type ByteSource } from './mp4-boxes'
import { regularView } from './regular-view'
import { areTablesSane } from './sample-tables'
import { isDataInPlace, lateView, lookBytes, withoutTail } from './surrounded-view'
import type { Inspection, MediaFacts } from './video-file'

type Video = Extract<Inspection, { kind: 'video' }>
type Read = Pick<Video, 'media' | 'container' | 'mediaSha256'> & { readonly hasVariableRate: boolean }

/** Most times the file's size that its sample tables may name: more is malicious. */
const mostSampleShare = 2

/**
 * Inspects what a file is, and whether it is whole.
 *
 * @throws errors of the file system alone
 */
export const inspect = (path: string): Promise<Inspection> =>
  withFile(path, async (source): Promise<Inspection> => {
    const buffer = new Uint8Array(lookBytes)
    const head = buffer.subarray(0, await source.read(buffer, 0))
    const { family, ending } = fileKind(head.subarray(0, kindBytes))
    const start = lateStart(head)
    if (start !== null) return inspectLate(await lateView(source, start))
    switch (family) {
      case 'iso':
        return inspectIso(source, ending)
      case 'ebml':
        if (!(await isSegmentWhole(source))) return { kind: 'damaged', ending }
        return inspectOther(source, ending)
      case 'ts': {
        const view = await withoutTail(source)
        if (view === null) return { kind: 'damaged', ending }
        return inspectOther(view, ending, view === source)
      }
      case 'other':
        return { kind: 'not_video', ending }
      case 'text':
        return { kind: 'text' }
    }
  })

async function inspectIso(source: ByteSource, ending: string, mayBeRegular = true): Promise<Inspection> {
  const { kind, boxes } = await walkBoxes(source)
  const isRegular = mayBeRegular && kind === 'whole' && boxes[0]?.type === 'ftyp'
  if ((await isCutInFragment(source, boxes)) || !(await areTablesSane(source, boxes)))
    return { kind: 'damaged', ending }
  const view = isRegular ? source : regularView(source, boxes)
  const read = await readMedia(view)
  if (typeof read === 'string') return withoutVideo(kind === 'broken' ? 'damaged' : read, ending, boxes)
  // Only if every sample is present, the bytes behind the last box are not part of the video.
  if (!isRegular && read.mediaSha256 === null) return { kind: 'damaged', ending }
  const isSigned = await carriesCredentials(source, boxes)
  const { hasVariableRate, ...facts } = read
  return {
    ...facts,
    kind: 'video',
    container: hasBrand(boxes) ? read.container : 'mov',
    traits: traitsOf({ isRegular, isSigned, hasVariableRate }),
    takesPacket: isRegular && !isSigned && boxes.at(-1)?.isOpenEnded === false
  }
}

/** An MP4 file can hold sound alone. */
const withoutVideo = (kind: 'damaged' | 'not_video', ending: string, boxes: readonly Box[]): Inspection =>
  kind === 'not_video' && boxes.some(({ type }) => type === 'moov')
    ? { kind, ending: '.m4a' }
    : { kind, ending }

async function inspectOther(source: ByteSource, ending: string, isRegular = true): Promise<Inspection> {
  const read = await readMedia(source)
  if (typeof read === 'string') return { kind: read, ending }
  const isSigned = await carriesCredentials(source, null)
  const { hasVariableRate, ...facts } = read
  const traits = traitsOf({ isRegular, isSigned, hasVariableRate })
  return { ...facts, kind: 'video', traits, takesPacket: false }
}

/** Inspects a file with other bytes in front of its first box. */
async function inspectLate(view: ByteSource): Promise<Inspection> {
  const { boxes } = await walkBoxes(view)
  if (!(await isDataInPlace(view, boxes))) return { kind: 'damaged', ending: '.mp4' }
  return inspectIso(view, '.mp4', false)
}

const traitsOf = (file: {
  readonly isRegular: boolean
  readonly isSigned: boolean
  readonly hasVariableRate: boolean
}): readonly FileTrait[] => [
  ...(file.isRegular ? [] : (['unusual'] as const)),
  ...(file.isSigned ? (['content_credentials'] as const) : []),
  ...(file.hasVariableRate ? (['variable_frame_rate'] as const) : [])
]

/**
 * A file does not say how many fragments it has, so the start of another one behind the last whole box means that the
 * rest is missing. With one index for the whole file, the samples themselves are checked instead.
 */
async function isCutInFragment(source: ByteSource, boxes: readonly Box[]): Promise<boolean> {
  if (!boxes.some(({ type }) => type === 'moof')) return false
  const header = new Uint8Array(8)
  const length = await source.read(header, boxes.at(-1)?.end ?? 0)
  return length === header.length && isBoxType(Buffer.from(header).toString('latin1', 4))
}

/** Old QuickTime files have no type box; every MP4 file has one. */
const hasBrand = (boxes: readonly Box[]): boolean =>
  boxes.some(({ type }) => type === 'ftyp' || type === 'styp')

const containersByFormat = new Map<unknown, ContainerName>([
  [MP4, 'mp4'],
  [QTFF, 'mov'],
  [WEBM, 'webm'],
  [MATROSKA, 'mkv'],
  [MPEG_TS, 'ts']
])

const readMedia = (view: ByteSource): Promise<Read | 'damaged' | 'not_video'> =>
  withInput(view, async (input) => {
    const read = await withinTime(longestParseMs, async () => {
      const track = await input.getPrimaryVideoTrack()
      return track && { media: await factsOf(input, track), hasVariableRate: await hasVariableRate(track) }
    })
    if (!read) return 'not_video'
    const { width, height, durationMs } = read.media
    if (![width, height, durationMs].every(isMeasure)) return 'damaged'
    const container = containersByFormat.get(await input.getFormat()) ?? 'mp4'
    const mediaSha256 = await hashOf(input, view.size)
    return { ...read, container, mediaSha256 }
  })

const hashOf = (input: Input, size: number): Promise<string | null> =>
  withinTime(longestParseMs, () => hashMedia(input, size * mostSampleShare)).catch(() => null)

const isMeasure = (value: number): boolean => value > 0 && Number.isFinite(value)

async function factsOf(input: Input, track: InputVideoTrack): Promise<MediaFacts> {
  const audio = await input.getPrimaryAudioTrack()
  const { averagePacketRate } = await track.computePacketStats(measuredFrames)
  return {
    width: Math.round(await track.getDisplayWidth()),
    height: Math.round(await track.getDisplayHeight()),
    durationMs: Math.round((await input.computeDuration()) * 1000),
    framesPerSecond: isMeasure(averagePacketRate) ? Math.round(averagePacketRate * 1000) / 1000 : null,
    videoCodec: (await track.getCodec()) ?? (await ownName(track)),
    audioCodec: audio && ((await audio.getCodec()) ?? 'unknown')
  }
}

async function hasVariableRate(track: InputVideoTrack): Promise<boolean> {
  const times: number[] = []
  const packets = new EncodedPacketSink(track).packets(undefined, undefined, { metadataOnly: true })
  for await (const { timestamp } of packets) {
    times.push(timestamp)
    if (times.length === measuredFrames) break
  }
  return isRateVariable(times)
}

/** Returns the file's own name of a codec that the parser does not know: four characters, or a Matroska id. */
async function ownName(track: InputVideoTrack): Promise<string> {
  const id = await track.getInternalCodecId()
  return typeof id === 'string' && /^[\w/.-]{2,40}$/.test(id) ? id : 'unknown'
}
