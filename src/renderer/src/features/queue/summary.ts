import type { SendingView } from '@shared/app-state'
import type { DownloadProgress, GenerationId, GenerationView } from '@shared/generation'
import { formatCount, formatSpan } from '$lib/utils/format'
import { describePhase, isRefused } from '$lib/utils/phase'

/** `3 running` and `· 2 waiting for a free slot (limit 5) · 1 waits for you`. */
export function summaryOf(
  sending: SendingView,
  maximumParallel: number
): { readonly running: string; readonly waiting: string } {
  const { running, waiting, waitingForClick: forYou } = sending
  if (running === 0 && waiting === 0) return { running: 'Nothing running', waiting: '' }
  const others = waiting - forYou
  const why =
    sending.paused || sending.heldFor !== null || sending.held.length > 0
      ? 'waiting'
      : `waiting for a free slot (limit ${maximumParallel})`
  return {
    running: `${formatCount(running)} running`,
    waiting: [
      others > 0 ? `· ${formatCount(others)} ${why}` : null,
      forYou > 0 ? `· ${formatCount(forYou)} ${forYou === 1 ? 'waits' : 'wait'} for you` : null
    ]
      .filter((part) => part !== null)
      .join(' ')
  }
}

/** Returns `Sending 16` for a press that can be undone, and `16 queued` while nothing is sent. */
export const pressWords = (count: number, { paused, heldFor }: SendingView): string =>
  paused || heldFor !== null ? `${formatCount(count)} queued` : `Sending ${formatCount(count)}`

/** Returns why nothing is sent at the moment; null where something is. */
export function heldWords(sending: SendingView, nowMs: number): string | null {
  if (sending.paused) return 'Sending is paused'
  const goesByItself = sending.waiting > sending.waitingForClick
  // A generation that waits for a click is not sent when the hold ends.
  if (!goesByItself && sending.heldFor !== 'key' && sending.heldFor !== 'library') return null
  switch (sending.heldFor) {
    case null:
      return null
    case 'library':
      return 'Sending waits for the library folder'
    case 'key':
      return 'Sending waits for your key'
    case 'credit':
      return 'Out of credit'
    case 'network':
      return 'Not sent, not charged. Will send when you’re online.'
    case 'downloads':
      return "Not sent: clips can't be downloaded here"
    case 'rate_limit': {
      const waitMs = sending.heldUntilMs === null ? 0 : sending.heldUntilMs - nowMs
      return waitMs > 0 ? `ModelsLab is busy. Retrying in ${formatSpan(waitMs)}` : 'ModelsLab is busy'
    }
  }
}

/** Returns one fraction for everything that runs; null when nothing runs. */
export function overallFraction(
  generations: readonly GenerationView[],
  progressOf: (id: GenerationId) => DownloadProgress | undefined,
  nowMs: number
): number | null {
  const running = generations.filter(
    (generation) =>
      generation.state === 'processing' || (generation.state === 'downloading' && !isRefused(generation))
  )
  if (running.length === 0) return null
  // Generating takes most of the time; the download is the rest.
  const parts = running.map((generation) => {
    const fraction = describePhase(generation, progressOf(generation.id), nowMs).fraction ?? 0
    return generation.state === 'processing' ? fraction * 0.8 : 0.8 + fraction * 0.2
  })
  return parts.reduce((sum, part) => sum + part, 0) / parts.length
}
