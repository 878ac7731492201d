import { element, xmlDocument, type XmlElement } from '../../base/xml-text'
import { firstOfEachFile, lengthOf, type Timeline, type TimelineClip } from '../timeline'
import { mltPath, mltProfile, mltVersion, property } from './mlt-profile'

/** Version of the document that all of Kdenlive from 21.12 on opens, or upgrades without a question. */
const documentVersion = '1.04'
const firstBinId = 2
/** Kdenlive's own transitions, which its tracks need. */
const internal = 237

/**
 * Writes a project of Kdenlive. Each file is there as an entry of the bin, as sound and as picture, with one id. The
 * prompt is a marker of the bin's entry, so that each use shows it.
 */
export function writeKdenlive(timeline: Timeline): string {
  const { clips } = timeline
  const files = firstOfEachFile(timeline)
  const numberOf = new Map(files.map(({ media }, index) => [media.path, index]))
  const idOf = ({ media }: TimelineClip, part: Part): string => `${part}${numberOf.get(media.path) ?? 0}`
  const entry = (clip: TimelineClip, part: Part): XmlElement =>
    element(
      'entry',
      { producer: idOf(clip, part), in: clip.from, out: clip.from + clip.frames - 1 },
      property('kdenlive:id', firstBinId + (numberOf.get(clip.media.path) ?? 0))
    )
  const withSound = (clip: TimelineClip): XmlElement =>
    clip.media.audio ? entry(clip, 'sound') : element('blank', { length: clip.frames })
  const soundFiles = files.filter(({ media }) => media.audio !== null)
  return xmlDocument(
    element(
      'mlt',
      { LC_NUMERIC: 'C', version: mltVersion, producer: 'main_bin' },
      mltProfile(timeline),
      files.map((clip, index) =>
        fileProducer(clip, idOf(clip, 'bin'), firstBinId + index, binProperties(clip))
      ),
      bin(timeline, files, idOf),
      blackTrack(lengthOf(timeline)),
      soundFiles.map((clip) =>
        fileProducer(clip, idOf(clip, 'sound'), firstBinId + (numberOf.get(clip.media.path) ?? 0), [
          property('set.test_audio', 0),
          property('set.test_image', 1)
        ])
      ),
      track('sound', clips.map(withSound), lengthOf(timeline)),
      files.map((clip, index) =>
        fileProducer(clip, idOf(clip, 'picture'), firstBinId + index, [
          property('set.test_audio', 1),
          property('set.test_image', 0)
        ])
      ),
      track(
        'picture',
        clips.map((clip) => entry(clip, 'picture')),
        lengthOf(timeline)
      ),
      element(
        'tractor',
        { id: 'timeline', in: 0, out: lengthOf(timeline) - 1 },
        element('track', { producer: 'black_track' }),
        element('track', { producer: 'track_sound' }),
        element('track', { producer: 'track_picture' }),
        transition(1, 'mix', { sum: 1, accepts_blanks: 1 }),
        transition(2, 'qtblend', { compositing: 0, distort: 0, rotate_center: 0 })
      )
    )
  )
}

type Part = 'bin' | 'sound' | 'picture'

const fileProducer = (
  { media, fileFrames }: TimelineClip,
  id: string,
  binId: number,
  further: readonly XmlElement[]
): XmlElement =>
  element(
    'producer',
    { id, in: 0, out: fileFrames - 1 },
    property('length', fileFrames),
    property('eof', 'pause'),
    property('resource', mltPath(media)),
    property('mlt_service', 'avformat-novalidate'),
    property('seekable', 1),
    property('kdenlive:id', binId),
    property('kdenlive:clipname', media.fileName),
    property('kdenlive:clip_type', 0),
    further
  )

function binProperties({ from, notes }: TimelineClip): readonly XmlElement[] {
  const markers = [{ comment: notes.prompt, pos: from, type: 0 }]
  return [
    property('kdenlive:folderid', -1),
    property('kdenlive:rating', notes.stars * 2),
    property('kdenlive:markers', JSON.stringify(markers))
  ]
}

const bin = (
  timeline: Timeline,
  files: readonly TimelineClip[],
  idOf: (clip: TimelineClip, part: Part) => string
): XmlElement =>
  element(
    'playlist',
    { id: 'main_bin' },
    property('kdenlive:docproperties.version', documentVersion),
    property('kdenlive:docproperties.audioChannels', 2),
    property('kdenlive:docproperties.activeTrack', 1),
    property('kdenlive:docproperties.position', 0),
    property('kdenlive:docproperties.title', timeline.name),
    property('xml_retain', 1),
    files.map((clip) => element('entry', { producer: idOf(clip, 'bin'), in: 0, out: clip.fileFrames - 1 }))
  )

const blackTrack = (frames: number): XmlElement =>
  element(
    'producer',
    { id: 'black_track', in: 0, out: frames - 1 },
    property('length', frames),
    property('eof', 'continue'),
    property('resource', 'black'),
    property('aspect_ratio', 1),
    property('mlt_service', 'color'),
    property('mlt_image_format', 'rgba'),
    property('set.test_audio', 0)
  )

/** Returns a track with its two lists: Kdenlive needs the second for clips that overlap. */
function track(
  part: 'sound' | 'picture',
  entries: readonly XmlElement[],
  frames: number
): readonly XmlElement[] {
  const isSound = part === 'sound' ? [property('kdenlive:audio_track', 1)] : []
  const hide = part === 'sound' ? 'video' : 'audio'
  return [
    element('playlist', { id: `${part}_list` }, isSound, entries),
    element('playlist', { id: `${part}_overlap` }, isSound),
    element(
      'tractor',
      { id: `track_${part}`, in: 0, out: frames - 1 },
      isSound,
      property('kdenlive:trackheight', 67),
      property('kdenlive:timeline_active', 1),
      property('kdenlive:collapsed', 0),
      element('track', { producer: `${part}_list`, hide }),
      element('track', { producer: `${part}_overlap`, hide })
    )
  ]
}

const transition = (track: number, service: string, settings: Readonly<Record<string, number>>): XmlElement =>
  element(
    'transition',
    { id: `transition${track}` },
    property('a_track', 0),
    property('b_track', track),
    property('mlt_service', service),
    property('always_active', 1),
    property('internal_added', internal),
    Object.entries(settings).map(([name, value]) => property(name, value))
  )
