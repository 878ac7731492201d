import type { Editor } from '@shared/library/edits'
import { isAbsolute, joinPath } from '../../matching/path-forms'
import { withUses, type Placed } from '../timeline-uses'
import type { EditContents } from '../used-media'
import { allOf, childOf, childrenOf, type XmlNode } from '../xml-tree'

/** Reads a project of MLT, Shotcut or Kdenlive. */
export function readMlt(root: XmlNode): EditContents {
  const fps = frameRateOf(root)
  const documentRoot = root.attributes['root'] ?? ''
  const media = new Map<string, readonly string[]>()
  /** Keys of files by the ids of their producers: a file has several. */
  const fileOf = new Map<string, string>()
  const timelines = new Map<string, Placed[]>()
  const lengths = new Map<string, number>()

  for (const node of allOf(root)) {
    const id = node.attributes['id']
    if ((node.name !== 'producer' && node.name !== 'chain') || id === undefined) continue
    const paths = pathsOf(node, documentRoot)
    lengths.set(id, lengthOf(node, fps))
    const [key] = paths
    if (key === undefined) continue
    fileOf.set(id, key)
    media.set(key, paths)
  }
  const targetOf = (id: string): string => fileOf.get(id) ?? id
  const place = (node: XmlNode, own: Pick<Placed, 'isAudio' | 'isTransition'>): Placed[] => {
    const inside = node.children.find(({ attributes }) => attributes['id'] !== undefined)
    const id = node.attributes['producer'] ?? inside?.attributes['id']
    if (id === undefined) return []
    const given = lengthOf(node, fps)
    return [{ target: targetOf(id), ms: given > 0 ? given : (lengths.get(id) ?? 0), ...own }]
  }

  for (const node of allOf(root)) {
    const id = node.attributes['id']
    if (node.name === 'playlist' && id !== undefined) {
      const isAudio = propertyOf(node, 'kdenlive:audio_track') === '1'
      const placed = childrenOf(node, 'entry').flatMap((entry) => place(entry, { isAudio }))
      if (!isBin(node)) timelines.set(id, placed)
    }
    if (node.name === 'tractor' && id !== undefined) {
      const isTransition = propertyOf(node, 'shotcut:transition') !== undefined
      const isAudioTrack = propertyOf(node, 'kdenlive:audio_track') === '1'
      const tracks = [...childrenOf(node, 'track'), ...childrenOf(node, 'multitrack').flatMap(tracksOf)]
      const placed = tracks.flatMap((track) =>
        place(track, { isAudio: isAudioTrack || track.attributes['hide'] === 'video', isTransition })
      )
      timelines.set(id, placed)
    }
  }
  return { editor: editorOf(root), media: withUses(media, timelines) }
}

const tracksOf = (multitrack: XmlNode): readonly XmlNode[] => childrenOf(multitrack, 'track')

const propertyOf = (node: XmlNode, name: string): string | undefined =>
  node.children.find((child) => child.name === 'property' && child.attributes['name'] === name)?.text

/** Shotcut and Kdenlive keep what is in the project in a playlist of this name. */
const isBin = ({ attributes }: XmlNode): boolean =>
  attributes['id'] === 'main_bin' || attributes['id'] === 'main bin'

/** Returns the paths of a producer: of its original, where Kdenlive plays a proxy. */
function pathsOf(node: XmlNode, documentRoot: string): readonly string[] {
  const stated = ['kdenlive:originalurl', 'warp_resource', 'resource']
    .map((name) => propertyOf(node, name)?.trim() ?? '')
    // A speed may stand before the path: `3.400000:../clip.mp4`.
    .map((path) => path.replace(/^-?\d+(?:[.,]\d+)?:(?=.)/, ''))
    .filter((path) => path !== '' && path !== '-')
  return stated.flatMap((path) =>
    isAbsolute(path) || documentRoot === '' ? [path] : [joinPath(documentRoot, path), path]
  )
}

/** Returns how long a node plays: its last frame belongs to it. */
function lengthOf({ attributes }: XmlNode, fps: number): number {
  const first = timeOf(attributes['in'] ?? '0', fps)
  const last = timeOf(attributes['out'] ?? '', fps)
  return first === null || last === null || last < first ? 0 : last - first + 1000 / fps
}

/** Reads frames (`49`), a clock (`00:00:01.960`) or a timecode (`00:00:01:24`); in milliseconds. */
function timeOf(text: string, fps: number): number | null {
  if (/^\d+$/.test(text)) return (Number(text) / fps) * 1000
  const [, hours, minutes, seconds, frames] = /^(\d+):(\d+):(\d+(?:[.,]\d+)?)(?:[:;](\d+))?$/.exec(text) ?? []
  if (seconds === undefined) return null
  const clock = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'))
  return (clock + Number(frames ?? 0) / fps) * 1000
}

function frameRateOf(root: XmlNode): number {
  const profile = childOf(root, 'profile')?.attributes
  const fps = Number(profile?.['frame_rate_num']) / Number(profile?.['frame_rate_den'] ?? 1)
  return fps > 0 && fps <= 1000 ? fps : 25
}

function editorOf(root: XmlNode): Editor {
  if (/^shotcut/i.test(root.attributes['title'] ?? '')) return 'shotcut'
  for (const node of allOf(root)) {
    const name = node.name === 'property' ? (node.attributes['name'] ?? '') : ''
    if (name.startsWith('kdenlive:')) return 'kdenlive'
    if (name === 'shotcut') return 'shotcut'
  }
  return 'mlt'
}
