import { countedFrames, isBroadcastRate, type FrameRate } from '@shared/media/frame-rate'
import { element, xmlDocument, type XmlElement } from '../../base/xml-text'
import {
  firstOfEachFile,
  keywordsOf,
  lengthOf,
  type Timeline,
  type TimelineClip,
  type TimelineMedia
} from '../timeline'
import { timecodeText } from '../timecode-text'
import { localhostUrl } from './media-url'

/** Channels that a sequence plays: each has a track of its own. */
const mostChannels = 2
const usualSampleRate = 48_000

/**
 * Writes Final Cut Pro 7 XML, as Premiere, Resolve and Vegas read it. `in` and `out` count on the grid of the sequence,
 * whatever the rate of the file; only the file's own length and timecode are in its own frames.
 */
export function writeXmeml(timeline: Timeline): string {
  const { name, clips, rate, width, height } = timeline
  const document = new ClipItems(timeline)
  const channels = Math.max(0, ...clips.map(({ media }) => channelsOf(media)))
  return xmlDocument(
    element(
      'xmeml',
      { version: 5 },
      element(
        'sequence',
        { id: 'sequence-1' },
        text('name', name),
        text('duration', lengthOf(timeline)),
        rateElement(rate),
        timecode(0, rate, false),
        element(
          'media',
          {},
          element(
            'video',
            {},
            element(
              'format',
              {},
              element(
                'samplecharacteristics',
                {},
                rateElement(rate),
                text('width', width),
                text('height', height),
                text('anamorphic', 'FALSE'),
                text('pixelaspectratio', 'square'),
                text('fielddominance', 'none')
              )
            ),
            track(
              {},
              clips.map((_clip, index) => document.video(index))
            )
          ),
          channels === 0
            ? null
            : element(
                'audio',
                {},
                text('numOutputChannels', mostChannels),
                element(
                  'format',
                  {},
                  element('samplecharacteristics', {}, text('depth', 16), text('samplerate', usualSampleRate))
                ),
                Array.from({ length: channels }, (_none, channel) =>
                  track(
                    stereoTrack(channel, channels),
                    clips.flatMap((clip, index) =>
                      channel < channelsOf(clip.media) ? [document.audio(index, channel)] : []
                    ),
                    text('outputchannelindex', channel + 1)
                  )
                )
              )
        )
      )
    ),
    'xmeml'
  )
}

const text = (name: string, content: string | number): XmlElement => element(name, {}, String(content))

const rateElement = (rate: FrameRate): XmlElement =>
  element(
    'rate',
    {},
    text('timebase', countedFrames(rate)),
    text('ntsc', isBroadcastRate(rate) ? 'TRUE' : 'FALSE')
  )

const timecode = (frame: number, rate: FrameRate, isDropFrame: boolean): XmlElement =>
  element(
    'timecode',
    {},
    rateElement(rate),
    text('string', timecodeText(frame, rate, isDropFrame)),
    text('frame', frame),
    text('displayformat', isDropFrame ? 'DF' : 'NDF')
  )

const track = (
  attributes: XmlElement['attributes'],
  items: readonly XmlElement[],
  ...after: readonly XmlElement[]
): XmlElement => element('track', attributes, items, text('enabled', 'TRUE'), text('locked', 'FALSE'), after)

/** Makes Premiere join the two tracks of stereo to one. */
const stereoTrack = (channel: number, channels: number): XmlElement['attributes'] =>
  channels === 1
    ? {}
    : {
        currentExplodedTrackIndex: channel,
        totalExplodedTrackCount: channels,
        premiereTrackType: 'Stereo'
      }

const channelsOf = ({ audio }: TimelineMedia): number => Math.min(audio?.channels ?? 0, mostChannels)

/** Pieces of the sequence. Each file is defined where it is used first, and named afterwards. */
class ClipItems {
  readonly #timeline: Timeline
  readonly #numbers: ReadonlyMap<string, number>
  readonly #defined = new Set<string>()
  /** Place of each piece among those of a track, from 1. */
  readonly #places: readonly (readonly number[])[]

  constructor(timeline: Timeline) {
    this.#timeline = timeline
    this.#numbers = new Map(firstOfEachFile(timeline).map(({ media }, index) => [media.path, index + 1]))
    const counts = Array.from({ length: mostChannels }, () => 0)
    this.#places = timeline.clips.map(({ media }) =>
      counts.map((count, channel) => {
        if (channel < channelsOf(media)) counts[channel] = count + 1
        return counts[channel] ?? 0
      })
    )
  }

  video(index: number): XmlElement {
    const { clip, number } = this.#at(index)
    const { media, notes } = clip
    return element(
      'clipitem',
      { id: videoId(index) },
      this.#head(clip, number),
      text('alphatype', 'none'),
      text('pixelaspectratio', 'square'),
      text('anamorphic', 'FALSE'),
      this.#file(media, number),
      this.#links(index),
      element(
        'marker',
        {},
        text('comment', notes.prompt),
        text('name', notes.prompt),
        text('in', clip.from),
        text('out', -1)
      ),
      element(
        'logginginfo',
        {},
        text('description', notes.prompt),
        text('scene', notes.shot ?? ''),
        text('shottake', notes.take ?? ''),
        text('lognote', keywordsOf(notes).join(', ')),
        text('good', notes.isCircled ? 'TRUE' : 'FALSE')
      ),
      element('comments', {}, text('mastercomment1', notes.prompt), text('mastercomment2', notes.notes))
    )
  }

  audio(index: number, channel: number): XmlElement {
    const { clip, number } = this.#at(index)
    return element(
      'clipitem',
      {
        id: audioId(index, channel),
        premiereChannelType: channelsOf(clip.media) === 1 ? 'mono' : 'stereo'
      },
      this.#head(clip, number),
      this.#file(clip.media, number),
      element('sourcetrack', {}, text('mediatype', 'audio'), text('trackindex', channel + 1)),
      this.#links(index)
    )
  }

  #at(index: number): { readonly clip: TimelineClip; readonly number: number } {
    const clip = this.#timeline.clips[index]
    if (!clip) throw new RangeError('No such clip')
    return { clip, number: this.#numbers.get(clip.media.path) ?? 0 }
  }

  #head({ media, at, from, frames, fileFrames }: TimelineClip, number: number): readonly XmlElement[] {
    return [
      text('masterclipid', `masterclip-${number}`),
      text('name', media.fileName),
      text('enabled', 'TRUE'),
      text('duration', fileFrames),
      rateElement(this.#timeline.rate),
      text('start', at),
      text('end', at + frames),
      text('in', from),
      text('out', from + frames)
    ]
  }

  #file(media: TimelineMedia, number: number): XmlElement {
    const id = `file-${number}`
    if (this.#defined.has(id)) return element('file', { id })
    this.#defined.add(id)
    const rate = media.rate ?? this.#timeline.rate
    return element(
      'file',
      { id },
      text('name', media.fileName),
      text('pathurl', localhostUrl(media)),
      rateElement(rate),
      text('duration', media.frames),
      timecode(media.startFrame, rate, media.isDropFrame),
      element(
        'media',
        {},
        element(
          'video',
          {},
          element(
            'samplecharacteristics',
            {},
            rateElement(rate),
            text('width', media.width),
            text('height', media.height),
            text('anamorphic', 'FALSE'),
            text('pixelaspectratio', 'square'),
            text('fielddominance', 'none')
          )
        ),
        media.audio
          ? element(
              'audio',
              {},
              element(
                'samplecharacteristics',
                {},
                text('depth', 16),
                text('samplerate', media.audio.sampleRate)
              ),
              text('channelcount', channelsOf(media))
            )
          : null
      )
    )
  }

  /** Ties picture and sound of a piece, each to all. Without them they arrive as separate clips. */
  #links(index: number): readonly XmlElement[] {
    const { clip } = this.#at(index)
    const channels = channelsOf(clip.media)
    if (channels === 0) return []
    const link = (reference: string, kind: string, trackIndex: number, place: number): XmlElement =>
      element(
        'link',
        {},
        text('linkclipref', reference),
        text('mediatype', kind),
        text('trackindex', trackIndex),
        text('clipindex', place)
      )
    return [
      link(videoId(index), 'video', 1, index + 1),
      ...Array.from({ length: channels }, (_none, channel) =>
        link(audioId(index, channel), 'audio', channel + 1, this.#places[index]?.[channel] ?? 0)
      )
    ]
  }
}

const videoId = (index: number): string => `clipitem-v${index + 1}`
const audioId = (index: number, channel: number): string => `clipitem-a${index + 1}-${channel + 1}`
