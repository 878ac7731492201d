import type { GenerationQuery } from '@shared/contract'
import { isInProgress, type GenerationView } from '@shared/generation'
import { hasWords, searchWords } from '@shared/prompts/search-text'

export type View = GenerationQuery['view']

/** Whether something about a generation waits for the user and will not go on by itself. */
export function needsYou(generation: GenerationView): boolean {
  if (generation.state === 'unconfirmed' || generation.state === 'failed') return true
  if (generation.state === 'queued') return generation.waitingFor === 'click'
  return generation.videos.some(({ state }) => state === 'missing' || state === 'refused')
}

/** Whether a generation belongs to a view, as the main process's own query decides it. */
export function belongsToView(generation: GenerationView, view: View): boolean {
  const isAway = generation.deletedAtMs !== null || generation.hidden
  switch (view) {
    case 'trash':
      return isAway || generation.state === 'cancelled'
    case 'all':
      return !isAway && generation.state !== 'cancelled'
    case 'in_progress':
      return !isAway && isInProgress(generation.state)
    case 'needs_you':
      return !isAway && needsYou(generation)
  }
}

/** Tells whether every word of a search occurs in the prompt, as the main process's own query decides it. */
export const matchesText = (generation: GenerationView, text: string): boolean =>
  hasWords(generation.request.prompt, searchWords(text))
