import { withUses, type Placed } from '../timeline-uses'
import { pathOfUrl, type EditContents } from '../used-media'
import { allOf, type XmlNode } from '../xml-tree'

/** Bit of `track-types` for pictures. */
const pictures = 4

/** Reads a project of Pitivi, or another program on GStreamer's editing services. */
export function readGes(root: XmlNode): EditContents {
  const media = new Map<string, readonly string[]>()
  const placed: Placed[] = []
  for (const { name, attributes } of allOf(root)) {
    const asset = attributes['id'] ?? ''
    if (name === 'asset' && /^file:/i.test(asset)) media.set(asset, [pathOfUrl(asset)])
    const target = attributes['asset-id']
    if (name !== 'clip' || target === undefined || !/^file:/i.test(target)) continue
    media.set(target, [pathOfUrl(target)])
    const types = Number(attributes['track-types'] ?? pictures)
    placed.push({ target, ms: Number(attributes['duration'] ?? 0) / 1e6, isAudio: (types & pictures) === 0 })
  }
  return { editor: 'pitivi', media: withUses(media, new Map([['timeline', placed]])) }
}
