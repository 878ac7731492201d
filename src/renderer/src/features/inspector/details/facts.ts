import { isChoice, isSet, parameters, valueWords } from '@shared/catalogue/parameters'
import { isImported, type GenerationView, type VideoView } from '@shared/generation'
import { differenceWords } from '$lib/utils/words/difference-words'
import { chargeOf } from '$lib/utils/words/charge-words'
import { editorsNote, formatOf } from '$lib/utils/words/file-words'
import { formatBytes } from '@shared/format-bytes'
import { formatMoment } from '$lib/utils/dates'
import { leadingVideo } from '$lib/utils/phase'
import { usesWords } from '$lib/utils/words/use-words'

export interface Fact {
  readonly name: string
  readonly value: string
  readonly tone?: 'ok' | 'warn'
  /** Full text of a shortened value. */
  readonly title?: string
}

const shortHash = 16

/**
 * Returns the known facts of a generation, in the order shown.
 * @param isAway The library folder is missing, so nothing is known of its files.
 */
export function factsOf(generation: GenerationView, isAway = false): readonly Fact[] {
  const video = leadingVideo(generation)
  return [
    ...(generation.uses.length > 0 ? [{ name: 'Used in', value: usesWords(generation.uses) }] : []),
    ...(video ? [isAway ? fileIsAway : diskFact(video), ...fileFacts(video)] : []),
    isImported(generation)
      ? { name: 'Source', value: 'Imported, not made here' }
      : { name: 'Model', value: generation.modelName },
    ...placeFacts(generation),
    ...(video?.durationMs || isImported(generation) ? [] : [{ name: 'Requested', value: asked(generation) }]),
    ...(video ? [{ name: 'Video', value: got(video) }] : []),
    ...(video?.videoCodec ? [{ name: 'Sound', value: soundOf(video) }] : []),
    ...differenceFacts(generation),
    ...(isImported(generation) ? [] : [{ name: 'Cost', value: chargeOf(generation) }]),
    {
      name: isImported(generation) ? 'Imported' : 'Made',
      value: formatMoment(generation.createdAtUs / 1000)
    }
  ]
}

/** Returns what identifies the file and the request, for whoever looks for them elsewhere. */
export function fileDetails(generation: GenerationView): readonly Fact[] {
  const video = leadingVideo(generation)
  return [
    ...(video?.fileName ? [{ name: 'File name', value: video.fileName }] : []),
    ...(video?.sha256
      ? [{ name: 'SHA-256', value: `${video.sha256.slice(0, shortHash)}…`, title: video.sha256 }]
      : []),
    ...(generation.remoteId ? [{ name: 'ID', value: generation.remoteId }] : [])
  ]
}

/** Returns what tells a clip from the others of its batch. */
function placeFacts({ place }: GenerationView): readonly Fact[] {
  if (!place) return []
  const { row, shot, take, takes } = place
  const picked = place.variation.filter((text) => text.trim() !== '').join(', ')
  const cells = row?.cells.map(({ column, text }) => `${column}: ${text}`).join(', ') ?? ''
  return [
    ...(shot === null ? [] : [{ name: 'Shot', value: shot }]),
    ...(picked === '' ? [] : [{ name: 'Variation', value: picked }]),
    ...(cells === '' ? [] : [{ name: 'Row', value: cells }]),
    ...(takes > 1 ? [{ name: 'Take', value: `${take} of ${takes}` }] : [])
  ]
}

function differenceFacts(generation: GenerationView): readonly Fact[] {
  const words = differenceWords(generation)
  return words.length > 0 ? [{ name: 'Differs', value: words.join(' · ') }] : []
}

const codecNames: Readonly<Record<string, string>> = { aac: 'AAC', mp3: 'MP3', opus: 'Opus' }
function soundOf({ audioCodec, checks }: VideoView): string {
  if (audioCodec === null) return 'None'
  const peak = checks?.peakDecibels ?? null
  const name = codecNames[audioCodec] ?? audioCodec
  return peak === null ? name : `${name}, peak ${formatDecibels(peak)}`
}

const formatDecibels = (decibels: number): string => `${Math.round(decibels).toString().replace('-', '−')} dB`

const fileIsAway: Fact = { name: 'File', value: 'Drive not connected', tone: 'warn' }

/** Returns what is special about a saved file. */
function fileFacts(video: VideoView): readonly Fact[] {
  if (video.state !== 'saved') return []
  const [format, editors] = [formatOf(video), editorsNote(video)]
  return [
    ...(format === null ? [] : [{ name: 'Format', value: format }]),
    ...(editors === null ? [] : [{ name: 'Editors', value: editors }]),
    ...(video.traits.includes('content_credentials')
      ? [{ name: 'Origin', value: 'Carries Content Credentials, kept byte for byte' }]
      : []),
    ...(video.traits.includes('metadata_added')
      ? [{ name: 'Metadata', value: 'Added by another program' }]
      : [])
  ]
}

function diskFact(video: VideoView): Fact {
  const name = 'File'
  switch (video.state) {
    case 'saved':
      if (video.traits.includes('unchecked')) return { name, value: 'Kept as it arrived, not checked' }
      if (video.isLinked) return { name, value: 'Linked, stays where it is', tone: 'ok' }
      return {
        name,
        value: video.bytes === null ? 'Verified' : `${formatBytes(video.bytes)}, verified`,
        tone: 'ok'
      }
    case 'pending':
      return { name, value: 'Not yet' }
    case 'missing':
      return { name, value: video.isLinked ? 'Not where it was linked' : 'Missing', tone: 'warn' }
    case 'changed':
      return { name, value: 'Changed since it was saved', tone: 'warn' }
    case 'refused':
      return { name, value: 'Not saved', tone: 'warn' }
  }
}

function asked({ request }: GenerationView): string {
  return parameters
    .filter(isChoice)
    .flatMap((parameter) => {
      const value = request[parameter.name]
      return isSet(value) ? [valueWords(parameter, value)] : []
    })
    .join(' ')
}

function got(video: VideoView): string {
  const parts = [
    video.durationMs === null ? null : `${(video.durationMs / 1000).toFixed(2)} s`,
    video.width === null ? null : `${video.width} × ${video.height ?? '?'}`,
    video.framesPerSecond === null ? null : `${Number(video.framesPerSecond.toFixed(2))} fps`
  ].filter(Boolean)
  return parts.length > 0 ? parts.join(', ') : 'Not known'
}
