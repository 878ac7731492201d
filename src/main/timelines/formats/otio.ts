import { framesPerSecondOf, type FrameRate } from '@shared/media/frame-rate'
import { keywordsOf, startAt, type Timeline, type TimelineClip } from '../timeline'
import { mediaUrl } from './media-url'

/** Writes OpenTimelineIO, for which the schemas of 0.15 are those that the most programs read. */
export function writeOtio(timeline: Timeline): string {
  const { name, clips, rate } = timeline
  const hasSound = clips.some(({ media }) => media.audio !== null)
  const silence = ({ media, frames }: TimelineClip, item: object): object =>
    media.audio ? item : gap(frames, rate)
  const document = {
    OTIO_SCHEMA: 'Timeline.1',
    name,
    metadata: {},
    // A start of an hour shifts what was made from it by other programs.
    global_start_time: null,
    tracks: {
      OTIO_SCHEMA: 'Stack.1',
      name: 'tracks',
      metadata: {},
      source_range: null,
      effects: [],
      markers: [],
      enabled: true,
      children: [
        track(
          'Video',
          clips.map((clip) => otioClip(clip, rate, [marker(clip, rate)]))
        ),
        ...(hasSound
          ? [
              track(
                'Audio',
                clips.map((clip) => silence(clip, otioClip(clip, rate, [])))
              )
            ]
          : [])
      ]
    }
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

const time = (frames: number, rate: FrameRate): object => ({
  OTIO_SCHEMA: 'RationalTime.1',
  rate: framesPerSecondOf(rate),
  value: frames
})

const range = (from: number, frames: number, rate: FrameRate): object => ({
  OTIO_SCHEMA: 'TimeRange.1',
  start_time: time(from, rate),
  duration: time(frames, rate)
})

const track = (kind: 'Video' | 'Audio', children: readonly object[]): object => ({
  OTIO_SCHEMA: 'Track.1',
  name: kind === 'Video' ? 'V1' : 'A1',
  kind,
  metadata: {},
  source_range: null,
  effects: [],
  markers: [],
  enabled: true,
  children
})

const gap = (frames: number, rate: FrameRate): object => ({
  OTIO_SCHEMA: 'Gap.1',
  name: '',
  metadata: {},
  source_range: range(0, frames, rate),
  effects: [],
  markers: [],
  enabled: true
})

function otioClip(clip: TimelineClip, rate: FrameRate, markers: readonly object[]): object {
  const { media, notes } = clip
  const { id, prompt, model, seed, stars, shot, take, tags } = notes
  return {
    OTIO_SCHEMA: 'Clip.2',
    // Resolve finds a file by this name.
    name: media.fileName,
    metadata: { dailies: { id, prompt, model, seed, stars, shot, take, tags, keywords: keywordsOf(notes) } },
    source_range: range(startAt(media, rate) + clip.from, clip.frames, rate),
    effects: [],
    markers,
    enabled: true,
    active_media_reference_key: 'DEFAULT_MEDIA',
    media_references: {
      DEFAULT_MEDIA: {
        OTIO_SCHEMA: 'ExternalReference.1',
        name: media.fileName,
        metadata: {},
        available_range: range(media.startFrame, media.frames, media.rate ?? rate),
        available_image_bounds: null,
        target_url: mediaUrl(media)
      }
    }
  }
}

/**
 * Returns the prompt at the start of a clip. Its range counts from the clip's own start, and is there under two names:
 * with one alone, old versions of OpenTimelineIO or new ones refuse the whole file. Editors show either text.
 */
function marker({ notes }: TimelineClip, rate: FrameRate): object {
  const atStart = range(0, 1, rate)
  return {
    OTIO_SCHEMA: 'Marker.2',
    name: notes.prompt,
    comment: notes.prompt,
    color: 'GREEN',
    metadata: {},
    marked_range: atStart,
    range: atStart
  }
}
