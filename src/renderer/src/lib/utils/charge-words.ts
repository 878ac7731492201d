import { formatDollars } from '@shared/money'
import type { GenerationView } from '@shared/generation'

/** What a failure did to the balance, in a sentence. */
export function chargeSentence({ chargedMicrodollars, problem }: GenerationView): string {
  if (chargedMicrodollars !== null && chargedMicrodollars > 0) {
    return `Your balance went down by ${formatDollars(chargedMicrodollars)}.`
  }
  if (problem?.charged === 'no') return 'Not charged.'
  if (chargedMicrodollars === 0) return 'Your balance did not change.'
  return problem?.charged === 'yes' ? 'Charged.' : 'Whether it was charged is not known yet.'
}

/** What a generation cost, as far as anybody can know it. */
export function chargeOf({ chargedMicrodollars, problem, state }: GenerationView): string {
  if (chargedMicrodollars !== null) return formatDollars(chargedMicrodollars)
  if (state === 'queued') return 'Not sent yet'
  return state === 'cancelled' || problem?.charged === 'no' ? 'Nothing' : 'Not known'
}
