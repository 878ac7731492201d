import { withUses, type Placed } from '../timeline-uses'
import { pathOfUrl, type EditContents } from '../used-media'
import { allOf, childOf, childrenOf, type XmlNode } from '../xml-tree'

/** Reads a project of Final Cut, or of another program that writes its format. */
export function readFcpxml(root: XmlNode): EditContents {
  const resources = childOf(root, 'resources')
  const media = new Map<string, readonly string[]>()
  for (const asset of resources ? childrenOf(resources, 'asset') : []) {
    const { id, src, name } = asset.attributes
    const urls = [...childrenOf(asset, 'media-rep').map((rep) => rep.attributes['src']), src]
    const paths = [...urls.flatMap((url) => (url === undefined ? [] : pathOfUrl(url))), name ?? '']
    if (id !== undefined)
      media.set(
        id,
        paths.filter((path) => path !== '')
      )
  }
  const timelines = new Map<string, readonly Placed[]>()
  for (const compound of resources ? childrenOf(resources, 'media') : []) {
    const { id } = compound.attributes
    if (id !== undefined) timelines.set(`media ${id}`, placedIn(compound, media, null))
  }
  // A compound clip that no project shows is in the bin.
  const projects = [...allOf(root)].filter(({ name }) => name === 'project')
  const shown = new Map<string, readonly Placed[]>()
  projects.forEach((project, at) => shown.set(`project ${at}`, placedIn(project, media, null)))
  addShown(shown, timelines)
  return { editor: 'fcpxml', media: withUses(media, shown) }
}

/** Adds the compound clips that are shown somewhere, and those inside them. */
function addShown(shown: Map<string, readonly Placed[]>, all: ReadonlyMap<string, readonly Placed[]>): void {
  // A map yields what is added while it is read.
  for (const placed of shown.values()) {
    for (const { target } of placed) {
      const inner = all.get(target)
      if (inner && !shown.has(target)) shown.set(target, inner)
    }
  }
}

/** @param around Length of the clip that an element is the content of. */
function placedIn(node: XmlNode, media: ReadonlyMap<string, unknown>, around: number | null): Placed[] {
  return node.children.flatMap((child): Placed[] => {
    const { ref, duration, srcEnable, lane } = child.attributes
    const own = millisecondsOf(duration)
    const ms = lane === undefined && around !== null ? Math.min(own ?? around, around) : (own ?? 0)
    switch (child.name) {
      case 'asset-clip':
      case 'video':
      case 'audio': {
        const isAudio = child.name === 'audio' || srcEnable === 'audio'
        const inside = placedIn(child, media, around)
        return ref !== undefined && media.has(ref) ? [{ target: ref, ms, isAudio }, ...inside] : inside
      }
      case 'ref-clip':
      case 'mc-clip':
        return [
          { target: `media ${ref ?? ''}`, ms, isAudio: srcEnable === 'audio' },
          ...placedIn(child, media, null)
        ]
      case 'clip':
      case 'sync-clip':
        return placedIn(child, media, ms)
      case 'audition': {
        // The first is the pick; the others are alternatives.
        const [pick] = child.children
        return pick ? placedIn({ ...child, children: [pick] }, media, around) : []
      }
      default:
        return placedIn(child, media, around)
    }
  })
}

/** Reads `1001/24000s` or `5s`. */
function millisecondsOf(time: string | undefined): number | null {
  const [, value, divisor] = /^(-?\d+(?:\.\d+)?)(?:\/(\d+))?s$/.exec(time ?? '') ?? []
  return value === undefined ? null : (Number(value) / Number(divisor ?? 1)) * 1000
}
