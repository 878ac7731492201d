import type { AccountSigns } from '@shared/money/account-signs'
import { formatMoment } from '$lib/utils/dates'
import { plural } from '$lib/utils/format'

/**
 * Says what the signs in an account mean, without claiming more than they show.
 *
 * @param isCharged Its charge is known, and shown beside this: the balance adds nothing.
 */
export function accountMeaning(signs: AccountSigns, isCharged = false): string {
  const sentences = [
    promptMeaning(signs, isCharged) ?? (isCharged ? null : balanceMeaning(signs)),
    queueMeaning(signs)
  ].filter((sentence) => sentence !== null)
  return sentences.length > 0
    ? sentences.join(' ')
    : isCharged
      ? 'Pick its clip below, or enter its ID.'
      : 'This doesn’t show whether it ran.'
}

/** Returns the number of jobs, and how many of them are in Dailies. */
export function queueWords({ queuedAtProvider: queued, runningHere }: AccountSigns): string {
  if (queued === null) return 'Not known'
  if (queued === 0) return '0'
  const known = Math.min(queued, runningHere)
  const inDailies = known === queued ? 'already' : known === 0 ? 'not' : `${known}`
  return `${queued}, ${inDailies} in Dailies`
}

type Candidate = NonNullable<AccountSigns['candidates']>[number]

/** Describes a listed video; the documented list has only its id. */
export function candidateWords({ hasThisPrompt, createdAtMs }: Candidate): readonly string[] {
  const prompt = hasThisPrompt === null ? null : hasThisPrompt ? 'The same prompt' : 'Another prompt'
  const time = createdAtMs === null ? null : formatMoment(createdAtMs)
  return [prompt, time].filter((words) => words !== null)
}

function promptMeaning({ candidates }: AccountSigns, isCharged: boolean): string | null {
  if (!candidates?.some(({ hasThisPrompt }) => hasThisPrompt)) return null
  const sign = 'Your account has a clip with this exact prompt'
  return isCharged ? `${sign}.` : `${sign}, so it probably ran.`
}

function balanceMeaning(signs: AccountSigns): string | null {
  const { balanceBeforeMicrodollars: before, balanceNowMicrodollars: now, sentSince } = signs
  if (before === null || now === null) return null
  if (now >= before) return 'Your balance hasn’t gone down. You may still be charged when it finishes.'
  return sentSince === 0
    ? 'Your balance went down, so it probably ran.'
    : `Your balance went down, but ${plural(sentSince, 'clip', 'clips')} sent since may be why.`
}

function queueMeaning({ queuedAtProvider, runningHere }: AccountSigns): string | null {
  return queuedAtProvider !== null && queuedAtProvider > runningHere
    ? 'ModelsLab’s queue holds more clips than Dailies knows.'
    : null
}
