import { editorRates, formatRate, isEditorRate, isSameRate, type FrameRate } from '@shared/media/frame-rate'
import type { FcpxmlVersion } from '@shared/timelines/targets'
import { element, xmlDocument, type XmlElement } from '../../base/xml-text'
import {
  firstOfEachFile,
  keywordsOf,
  lengthOf,
  startAt,
  type Timeline,
  type TimelineClip,
  type TimelineMedia
} from '../timeline'
import { mediaUrl } from './media-url'

/**
 * Writes FCPXML of the elements that all of its versions from 1.9 on have. Times are whole multiples of a frame. Names
 * are those of the files with their endings: Resolve finds files by them.
 */
export function writeFcpxml(timeline: Timeline, version: FcpxmlVersion): string {
  const { name, clips, rate } = timeline
  const formats = new Formats()
  const sequenceFormat = formats.of(timeline)
  const files = firstOfEachFile(timeline)
  const formatOf = new Map(files.map(({ media }) => [media.path, formats.of(media)]))
  const assetIds = new Map(files.map(({ media }, index) => [media.path, `r${100_000 + index}`]))
  return xmlDocument(
    element(
      'fcpxml',
      { version },
      element(
        'resources',
        {},
        formats.elements(),
        files.map(({ media }) => asset(media, rate, assetIds, formatOf))
      ),
      element(
        'library',
        {},
        element(
          'event',
          { name },
          element(
            'project',
            { name },
            element(
              'sequence',
              {
                format: sequenceFormat,
                duration: time(lengthOf(timeline), rate),
                tcStart: '0s',
                tcFormat: 'NDF',
                audioLayout: 'stereo',
                audioRate: '48k'
              },
              element(
                'spine',
                {},
                clips.map((clip) => assetClip(clip, rate, assetIds, formatOf))
              )
            )
          )
        )
      )
    ),
    'fcpxml'
  )
}

type Ids = ReadonlyMap<string, string>

function asset(media: TimelineMedia, timelineRate: FrameRate, assetIds: Ids, formatOf: Ids): XmlElement {
  const rate = media.rate ?? timelineRate
  return element(
    'asset',
    {
      id: assetIds.get(media.path) ?? null,
      name: media.fileName,
      start: time(media.startFrame, rate),
      duration: time(media.frames, rate),
      hasVideo: 1,
      format: formatOf.get(media.path) ?? null,
      videoSources: 1,
      ...(media.audio && {
        hasAudio: 1,
        audioSources: 1,
        audioChannels: media.audio.channels,
        audioRate: media.audio.sampleRate
      })
    },
    element('media-rep', { kind: 'original-media', src: mediaUrl(media) })
  )
}

function assetClip(clip: TimelineClip, rate: FrameRate, assetIds: Ids, formatOf: Ids): XmlElement {
  const { media, notes } = clip
  const start = time(startAt(media, rate) + clip.from, rate)
  const duration = time(clip.frames, rate)
  const keywords = keywordsOf(notes)
  return element(
    'asset-clip',
    {
      ref: assetIds.get(media.path) ?? null,
      offset: time(clip.at, rate),
      name: media.fileName,
      start,
      duration,
      format: formatOf.get(media.path) ?? null,
      tcFormat: media.isDropFrame ? 'DF' : 'NDF',
      ...(media.audio && { audioRole: 'dialogue' })
    },
    notes.prompt === '' ? null : element('note', {}, notes.prompt),
    conformRate(media, rate),
    element('marker', { start, duration: time(1, rate), value: notes.prompt || media.fileName }),
    keywords.length === 0
      ? null
      : element('keyword', { start, duration, value: keywords.map(withoutComma).join(', ') })
  )
}

/** Keywords are told apart by commas. */
const withoutComma = (keyword: string): string => keyword.replaceAll(',', ' ')

/** Plays a file of another rate in its own time: Final Cut asks for it. */
function conformRate({ rate: own }: TimelineMedia, rate: FrameRate): XmlElement | null {
  if (own !== null && isSameRate(own, rate)) return null
  return element('conform-rate', {
    scaleEnabled: 0,
    srcFrameRate: own !== null && isEditorRate(own) ? conformedName(own) : null
  })
}

/** Final Cut's name of a rate: `23.98`. */
const conformedName = (rate: FrameRate): string =>
  formatRate(rate) === '23.976'
    ? '23.98'
    : formatRate(editorRates.find((one) => isSameRate(one, rate)) ?? rate)

/** Returns a number of frames in seconds, with the denominator that all times of this rate have. */
const time = (frames: number, { numerator, denominator }: FrameRate): string =>
  frames === 0 ? '0s' : `${frames * denominator}/${numerator}s`

type Picture = Pick<TimelineMedia, 'width' | 'height' | 'rate'>

/** Formats of the document: one for each rate and size. */
class Formats {
  readonly #ids = new Map<string, { readonly id: string; readonly picture: Picture }>()

  of(picture: Picture): string {
    const { width, height, rate } = picture
    const key = `${width}×${height} ${rate === null ? '' : formatRate(rate)}`
    const known = this.#ids.get(key)
    if (known) return known.id
    const id = `r${this.#ids.size + 1}`
    this.#ids.set(key, { id, picture })
    return id
  }

  elements(): readonly XmlElement[] {
    return [...this.#ids.values()].map(({ id, picture: { width, height, rate } }) => {
      const isKnown = rate !== null && isEditorRate(rate)
      return element('format', {
        id,
        name: isKnown ? null : 'FFVideoFormatRateUndefined',
        frameDuration: isKnown ? `${rate.denominator}/${rate.numerator}s` : null,
        width,
        height,
        colorSpace: '1-1-1 (Rec. 709)'
      })
    })
  }
}
