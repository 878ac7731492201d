import type { Editor } from '@shared/library/edits'

/** A file that a project names. */
export interface UsedMedia {
  /** What the project may mean, best first: absolute paths, paths from the project's folder, or bare names. */
  readonly paths: readonly string[]
  /** How often it is on a timeline; null where the format does not say. */
  readonly onTimeline: number | null
  readonly ms: number | null
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
