import { withUses, type Placed } from '../timeline-uses'
import { addPaths, decoded, pathOfUrl, type EditContents } from '../used-media'

type Fields = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null

const schemaOf = ({ OTIO_SCHEMA: schema }: Fields): string => (typeof schema === 'string' ? schema : '')

/** Returns whether a parsed file is of OpenTimelineIO. */
export const isOtio = (value: unknown): value is Fields => isObject(value) && schemaOf(value) !== ''

/** Reads a project of OpenTimelineIO. Its depth was checked before. */
export function readOtio(root: Fields): EditContents {
  const media = new Map<string, readonly string[]>()
  const timelines = new Map<string, Placed[]>()
  const visit = (value: unknown, timeline: Placed[] | null, isAudio: boolean): void => {
    if (Array.isArray(value)) return value.forEach((one) => visit(one, timeline, isAudio))
    if (!isObject(value)) return
    const schema = schemaOf(value)
    if (schema.startsWith('Clip.')) {
      const { paths, ms } = clipOf(value)
      const [key] = paths
      if (key === undefined) return
      addPaths(media, key, paths)
      timeline?.push({ target: key, ms, isAudio })
      return
    }
    if (schema.startsWith('Timeline.')) {
      const placed: Placed[] = []
      timelines.set(String(timelines.size), placed)
      return visit(value['tracks'], placed, false)
    }
    const isAudioTrack = schema.startsWith('Track.') && value['kind'] === 'Audio'
    // Markers, effects and metadata have no clips of their own.
    visit(value['children'], timeline, isAudio || isAudioTrack)
  }
  const isAlone = /^(Stack|Track)\./.test(schemaOf(root))
  const alone: Placed[] = []
  visit(root, isAlone ? alone : null, false)
  if (isAlone) timelines.set('alone', alone)
  return { editor: 'otio', media: withUses(media, timelines) }
}

/** A clip may have several references, such as a proxy. */
function clipOf(clip: Fields): { readonly paths: readonly string[]; readonly ms: number } {
  const several = isObject(clip['media_references']) ? Object.values(clip['media_references']) : []
  const active = clip['active_media_reference_key']
  const chosen =
    typeof active === 'string' && isObject(clip['media_references']) ? clip['media_references'][active] : null
  const references = [chosen, clip['media_reference'], ...several].filter(isObject)
  const paths = references.flatMap(({ target_url: url }) => (typeof url === 'string' ? pathsOfUrl(url) : []))
  const names = [clip['name'], ...references.map(({ name }) => name)].filter(
    (name): name is string => typeof name === 'string' && name !== ''
  )
  const ranges = [clip['source_range'], ...references.map(({ available_range: range }) => range)]
  const ms = ranges.map(durationOf).find((length) => length !== null) ?? 0
  return { paths: [...new Set([...paths, ...names])], ms }
}

const pathsOfUrl = (url: string): readonly string[] =>
  url === '' ? [] : /^file:/i.test(url) ? [pathOfUrl(url)] : [decoded(url), url]

function durationOf(range: unknown): number | null {
  if (!isObject(range) || !isObject(range['duration'])) return null
  const { value, rate } = range['duration']
  return typeof value === 'number' && typeof rate === 'number' && rate > 0 ? (value / rate) * 1000 : null
}
