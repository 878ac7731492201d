import type { SendingView } from '@shared/app-state'
import type { DownloadProgress, GenerationId, GenerationView } from '@shared/generation'
import { formatCount, formatSpan } from '$lib/utils/format'
import { describePhase } from '$lib/utils/phase'

/** `3 running` and `· 2 waiting for a free slot (limit 5)`. */
export function summaryOf(
  sending: SendingView,
  maximumParallel: number
): { readonly running: string; readonly waiting: string } {
  const { running, waiting } = sending
  if (running === 0 && waiting === 0) return { running: 'Nothing running', waiting: '' }
  const why =
    sending.paused || sending.heldFor !== null
      ? 'waiting'
      : `waiting for a free slot (limit ${maximumParallel})`
  return {
    running: `${formatCount(running)} running`,
    waiting: waiting === 0 ? '' : `· ${formatCount(waiting)} ${why}`
  }
}

/** Why nothing is sent at the moment, if so. */
export function heldWords(sending: SendingView, nowMs: number): string | null {
  if (sending.paused) return 'Sending is paused'
  switch (sending.heldFor) {
    case null:
      return null
    case 'library':
      return 'Sending waits for the library folder'
    case 'key':
      return 'Sending waits for your key'
    case 'credit':
      return 'Sending waits for credit'
    case 'network':
      return 'Not sent, not charged. Will send when you are online.'
    case 'downloads':
      return "Not sent: clips can't be downloaded here"
    case 'rate_limit': {
      const waitMs = sending.heldUntilMs === null ? 0 : sending.heldUntilMs - nowMs
      return waitMs > 0
        ? `ModelsLab asked to wait. Next try in ${formatSpan(waitMs)}`
        : 'ModelsLab asked to wait'
    }
  }
}

/** One bar for everything that runs; null when nothing does. */
export function overallFraction(
  generations: readonly GenerationView[],
  progressOf: (id: GenerationId) => DownloadProgress | undefined,
  nowMs: number
): number | null {
  const running = generations.filter(({ state }) => state === 'processing' || state === 'downloading')
  if (running.length === 0) return null
  // Generating is most of the way; the download is the rest.
  const parts = running.map((generation) => {
    const fraction = describePhase(generation, progressOf(generation.id), nowMs).fraction ?? 0
    return generation.state === 'processing' ? fraction * 0.8 : 0.8 + fraction * 0.2
  })
  return parts.reduce((sum, part) => sum + part, 0) / parts.length
}
