import type { Editor } from '@shared/library/edits'
import { limits } from './limits'

/** A file that a project names. */
export interface UsedMedia {
  /** What the project may mean, best first: absolute paths, paths from the project's folder, or bare names. */
  readonly paths: readonly string[]
  /** How often it is on a timeline; null where the format does not say. */
  readonly onTimeline: number | null
  readonly ms: number | null
}

/** Adds paths to those of a file, as far as that many are kept. */
export function addPaths(media: Map<string, readonly string[]>, key: string, paths: readonly string[]): void {
  const known = media.get(key) ?? []
  if (known.length < limits.paths) media.set(key, [...new Set([...known, ...paths])])
}

/** What was read from a project file. */
export interface EditContents {
  readonly editor: Editor
  readonly media: readonly UsedMedia[]
}

/** Returns the path of a `file:` URL; anything else stays as it is. */
export function pathOfUrl(url: string): string {
  const match = /^file:(?:\/\/(localhost)?(?=\/|[a-z](?::|%3a))|\/\/([^/]*)(?=\/))?(.*)$/is.exec(url)
  return match ? decoded(`${match[2] ? `//${match[2]}` : ''}${match[3] ?? ''}`) : url
}

/** Decodes percent signs, where they are well formed. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
