import { withUses, type Placed } from '../timeline-uses'
import { pathOfUrl, type EditContents } from '../used-media'
import { allOf, childOf, childrenOf, textOf, type XmlNode } from '../xml-tree'

/** Reads a project in the XML format of Final Cut 7, which Premiere and Resolve write too. */
export function readXmeml(root: XmlNode): EditContents {
  const nodes = [...allOf(root)]
  const media = new Map<string, readonly string[]>()
  // A file is described once, and then named by its id.
  for (const file of nodes.filter(({ name }) => name === 'file')) {
    const url = textOf(file, 'pathurl')
    const paths = [...(url ? [pathOfUrl(url)] : []), textOf(file, 'name') ?? ''].filter((path) => path !== '')
    const key = keyOf(file)
    if (paths.length > 0 && (url !== undefined || !media.has(key))) media.set(key, paths)
  }
  const timelines = new Map<string, readonly Placed[]>()
  for (const sequence of nodes.filter(({ name }) => name === 'sequence')) {
    const tracks = childOf(sequence, 'media')
    if (tracks) timelines.set(`sequence ${keyOf(sequence)}`, placedIn(sequence, tracks))
  }
  return { editor: 'xmeml', media: withUses(media, timelines) }
}

/** Elements without an id are told apart by what they say. */
const keyOf = (node: XmlNode): string =>
  node.attributes['id'] ?? `${textOf(node, 'pathurl') ?? ''} ${textOf(node, 'name') ?? ''}`

function placedIn(sequence: XmlNode, tracks: XmlNode): readonly Placed[] {
  const fps = frameRateOf(sequence)
  return (['video', 'audio'] as const).flatMap((kind) => {
    const part = childOf(tracks, kind)
    const items = part ? childrenOf(part, 'track').flatMap((track) => childrenOf(track, 'clipitem')) : []
    return items.flatMap((item): Placed[] => {
      const file = childOf(item, 'file')
      const inner = childOf(item, 'sequence')
      const placed = { ms: (framesOf(item) / fps) * 1000, isAudio: kind === 'audio' }
      if (file) return [{ target: keyOf(file), ...placed }]
      return inner ? [{ target: `sequence ${keyOf(inner)}`, ...placed }] : []
    })
  })
}

/** Beside a transition, one end on the timeline is given as -1. */
function framesOf(item: XmlNode): number {
  const number = (name: string): number => Number(textOf(item, name) ?? NaN)
  const length = number('start') >= 0 && number('end') >= 0 ? number('end') - number('start') : NaN
  return length >= 0 ? length : Math.max(0, number('out') - number('in')) || 0
}

function frameRateOf(node: XmlNode): number {
  const rate = childOf(node, 'rate')
  const timebase = Number(textOf(rate, 'timebase'))
  if (!(timebase > 0)) return 25
  return textOf(rate, 'ntsc')?.toUpperCase() === 'TRUE' ? (timebase * 1000) / 1001 : timebase
}
