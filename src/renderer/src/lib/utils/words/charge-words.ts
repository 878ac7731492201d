import { formatDollars } from '@shared/money/money'
import type { GenerationView } from '@shared/generation'

/** Returns whether a failure was charged, as a sentence. */
export function chargeSentence({ chargedMicrodollars, problem }: GenerationView): string {
  if (chargedMicrodollars !== null && chargedMicrodollars > 0) {
    return `Your balance went down by ${formatDollars(chargedMicrodollars)}.`
  }
  if (problem?.charged === 'no') return 'Not charged.'
  if (chargedMicrodollars === 0) return 'Your balance didn’t change.'
  return problem?.charged === 'yes' ? 'Charged.' : 'We don’t know yet if you were charged.'
}

/** Returns what the balance shows about a request without an answer; null where it shows nothing. */
export const takenSentence = ({ chargedMicrodollars: charged }: GenerationView): string | null =>
  charged ? `You were charged ${formatDollars(charged)}, so ModelsLab took it.` : null

/** Returns what a generation cost, as far as it is known. */
export function chargeOf({
  chargedMicrodollars,
  measuredTogether: together,
  origin,
  problem,
  state
}: GenerationView): string {
  if (origin === 'imported') return ''
  const batch = together ? ` (batch of ${together.count}: ${formatDollars(together.microdollars)})` : ''
  if (chargedMicrodollars !== null)
    return `${formatDollars(chargedMicrodollars)}${together?.isShared ? batch : ''}`
  if (state === 'queued') return 'Not sent yet'
  return state === 'cancelled' || problem?.charged === 'no'
    ? 'Nothing'
    : `Not known${together?.isShared === false ? batch : ''}`
}
