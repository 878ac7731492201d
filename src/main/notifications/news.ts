import type { GenerationId } from '@shared/generation'

/** A clip that is done, or waits for the user. */
export interface ClipNews {
  readonly kind: 'ready' | 'needs_you'
  readonly id: GenerationId
  readonly prompt: string
}

/** Why nothing is sent until the user does something. */
export type Hold = 'key' | 'credit' | 'library'

/** What happened since the window was last in front. */
export interface News {
  /** The last of each clip, in the order in which it came. */
  readonly clips: readonly ClipNews[]
  readonly hold: Hold | null
}

export const noNews: News = { clips: [], hold: null }

/** Adds news of a clip; it replaces what was said of the same one. */
export const withClip = (news: News, clip: ClipNews): News => ({
  ...news,
  clips: [...news.clips.filter(({ id }) => id !== clip.id), clip]
})

/** Returns the clip to show when the user follows the news: the last that needs them, else the last that is ready. */
export const clipToShow = ({ clips }: News): GenerationId | null =>
  (clips.findLast(({ kind }) => kind === 'needs_you') ?? clips.at(-1))?.id ?? null
