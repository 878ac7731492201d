import { msOfFrames } from '@shared/media/frame-rate'
import { element, xmlDocument, type XmlElement } from '../../base/xml-text'
import { firstOfEachFile, lengthOf, type Timeline, type TimelineClip } from '../timeline'
import { mltPath, mltProfile, mltVersion, property } from './mlt-profile'

/**
 * Writes MLT XML as Shotcut does. The prompt is the comment of each file, and a marker at each clip. `out` is the last
 * frame, not the one behind it.
 */
export function writeMlt(timeline: Timeline): string {
  const { name, clips } = timeline
  const files = firstOfEachFile(timeline)
  const idOf = new Map(files.map(({ media }, index) => [media.path, `clip${index}`]))
  const whole = { in: 0, out: lengthOf(timeline) - 1 }
  const entry = (clip: TimelineClip, range: { in: number; out: number }): XmlElement =>
    element('entry', { producer: idOf.get(clip.media.path) ?? null, ...range })
  return xmlDocument(
    element(
      'mlt',
      { LC_NUMERIC: 'C', version: mltVersion, title: name, producer: 'main_bin' },
      mltProfile(timeline),
      files.map((clip, index) => fileProducer(clip, `clip${index}`)),
      element(
        'playlist',
        { id: 'main_bin', title: name },
        property('xml_retain', 1),
        files.map((clip) => entry(clip, { in: 0, out: clip.fileFrames - 1 }))
      ),
      blackProducer(lengthOf(timeline)),
      element('playlist', { id: 'background' }, element('entry', { producer: 'black', ...whole })),
      element(
        'playlist',
        { id: 'playlist0' },
        property('shotcut:video', 1),
        property('shotcut:name', 'V1'),
        clips.map((clip) => entry(clip, { in: clip.from, out: clip.from + clip.frames - 1 }))
      ),
      element(
        'tractor',
        { id: 'tractor0', title: name, ...whole },
        property('shotcut', 1),
        property('shotcut:projectAudioChannels', 2),
        property('shotcut:projectFolder', 0),
        markers(timeline),
        element('track', { producer: 'background' }),
        element('track', { producer: 'playlist0' }),
        transition('mix', { always_active: 1, sum: 1 }),
        transition('frei0r.cairoblend', { threads: 0, disable: 1 })
      )
    )
  )
}

const fileProducer = ({ media, fileFrames, notes }: TimelineClip, id: string): XmlElement =>
  element(
    'producer',
    { id, in: 0, out: fileFrames - 1 },
    property('length', fileFrames),
    property('eof', 'pause'),
    property('resource', mltPath(media)),
    property('mlt_service', 'avformat-novalidate'),
    property('seekable', 1),
    property('shotcut:caption', media.fileName),
    property('shotcut:comment', notes.prompt)
  )

const blackProducer = (frames: number): XmlElement =>
  element(
    'producer',
    { id: 'black', in: 0, out: frames - 1 },
    property('length', frames),
    property('eof', 'pause'),
    property('resource', 0),
    property('aspect_ratio', 1),
    property('mlt_service', 'color'),
    property('mlt_image_format', 'rgba'),
    property('set.test_audio', 0)
  )

const transition = (service: string, settings: Readonly<Record<string, number>>): XmlElement =>
  element(
    'transition',
    {},
    property('a_track', 0),
    property('b_track', 1),
    property('mlt_service', service),
    Object.entries(settings).map(([name, value]) => property(name, value))
  )

const markers = ({ clips, rate }: Timeline): XmlElement =>
  element(
    'properties',
    { name: 'shotcut:markers' },
    clips.map(({ at, notes }, index) =>
      element(
        'properties',
        { name: index },
        property('text', notes.prompt),
        property('start', clockOf(msOfFrames(at, rate))),
        property('end', clockOf(msOfFrames(at, rate))),
        property('color', '#008000')
      )
    )
  )

/** Returns a position as `00:00:01.500`. */
const clockOf = (ms: number): string => new Date(Math.round(ms)).toISOString().slice(11, 23)
