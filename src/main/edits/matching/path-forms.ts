import { decoded } from '../readers/used-media'

/** Paths as projects write them: of this system or another one, and not always right. */

export const isAbsolute = (path: string): boolean => /^(?:[/\\]|[a-z]:)/i.test(path)

/** Joins two paths as they are written. */
export const joinPath = (folder: string, path: string): string => `${folder.replace(/[/\\]+$/, '')}/${path}`

/** Endings that names without one are tried with. */
const videoEndings = ['.mp4', '.mov', '.webm', '.mkv', '.m4v']

/** Longest name of a file on any system. */
const longestName = 255

/**
 * Returns the names that a file may have, by a path to it. The separators are of this system or of Windows, a name may
 * still be percent-encoded, and Shotcut cuts a name in two that begins like the project's folder.
 */
export function namesOf(path: string): readonly string[] {
  const parts = path.split('/')
  const name = parts.at(-1) ?? ''
  const folder = parts.at(-2) ?? ''
  const ofWindows = name.split('\\')
  const names = [name, ofWindows.at(-1) ?? '', decoded(name), `${folder}${name}`]
  if (ofWindows.length > 1) names.push(`${ofWindows.at(-2) ?? ''}${ofWindows.at(-1) ?? ''}`)
  const withEndings = /\.\w{2,4}$/.test(name) ? [] : videoEndings.map((ending) => `${name}${ending}`)
  if (name === '') return []
  return [...new Set([...names, ...withEndings])].filter(({ length }) => length > 0 && length <= longestName)
}

/**
 * Returns what may be the id in a name of ours, the last part first: `2026-11-22 harbour veo 8s 3f2b.mp4`. Editors and
 * people add to the end of names.
 */
export function idsIn(name: string): readonly string[] {
  const stem = name.replace(/\.\w{2,4}$/, '').replace(/\d{4}-\d\d-\d\d/g, ' ')
  return Array.from(stem.matchAll(/(?<![0-9a-z])[0-9a-f]{4,32}(?![0-9a-z])/gi), ([id]) =>
    id.toLowerCase()
  ).toReversed()
}

/** Returns the day that a name begins with, as `2026-11-22`. */
export const dayIn = (name: string): string | null => /\d{4}-\d\d-\d\d/.exec(name)?.[0] ?? null
