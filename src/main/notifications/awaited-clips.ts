import type { GenerationId, GenerationView } from '@shared/generation'
import { views } from '@shared/library/views'
import type { ClipNews } from './news'

/** What is read of a clip. */
export type WatchedClip = Pick<
  GenerationView,
  'id' | 'request' | 'state' | 'waitingFor' | 'problem' | 'hidden' | 'deletedAtMs' | 'videos'
>

/** Finds out when a clip that ran is ready, or needs the user. Keeps no more than what is in progress. */
export class AwaitedClips {
  readonly #awaited = new Set<GenerationId>()

  /** Takes a clip as it is now; returns what is new about it, once. */
  take(clip: WatchedClip): ClipNews | null {
    const needsUser = views.needs_you.matches(clip)
    if (!needsUser && views.in_progress.matches(clip)) {
      this.#awaited.add(clip.id)
      return null
    }
    if (!this.#awaited.delete(clip.id)) return null
    if (needsUser) return newsOf('needs_you', clip)
    return clip.state === 'ready' && views.all.matches(clip) ? newsOf('ready', clip) : null
  }
}

const newsOf = (kind: ClipNews['kind'], { id, request }: WatchedClip): ClipNews => ({
  kind,
  id,
  prompt: request.prompt
})
