import type { GenerationQuery } from '@shared/contract'
import { isInProgress, type GenerationView } from '@shared/generation'

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

/** Whether every word occurs in the prompt, without regard to case. */
export function matchesText(generation: GenerationView, text: string): boolean {
  const prompt = generation.request.prompt.toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => prompt.includes(word))
}
