import { withUses, type Placed } from '../timeline-uses'
import type { EditContents } from '../used-media'

type Fields = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/** Returns whether a parsed file is a project of OpenShot. */
export const isOpenShot = (value: unknown): value is Fields =>
  isObject(value) && Array.isArray(value['files']) && Array.isArray(value['clips'])

/** Reads a project of OpenShot. */
export function readOpenShot(root: Fields): EditContents {
  const media = new Map<string, readonly string[]>()
  for (const file of (root['files'] as readonly unknown[]).filter(isObject)) {
    const { id, path, name } = file
    const paths = [path, name].filter((one): one is string => typeof one === 'string' && one !== '')
    if (typeof id === 'string' && paths.length > 0) media.set(id, paths)
  }
  const placed = (root['clips'] as readonly unknown[]).filter(isObject).flatMap((clip): Placed[] => {
    const { file_id: target, start, end } = clip
    if (typeof target !== 'string' || !media.has(target)) return []
    const ms = typeof start === 'number' && typeof end === 'number' ? (end - start) * 1000 : 0
    return [{ target, ms, isAudio: false }]
  })
  return { editor: 'openshot', media: withUses(media, new Map([['timeline', placed]])) }
}
