import { formatDollars } from '@shared/money'
import type { GenerationView } from '@shared/generation'

/** What a generation cost, as far as anybody can know it. */
export function chargeOf({ chargedMicrodollars, problem, state }: GenerationView): string {
  if (chargedMicrodollars !== null) return formatDollars(chargedMicrodollars)
  if (state === 'queued') return 'Not sent yet'
  return state === 'cancelled' || problem?.charged === 'no' ? 'Nothing' : 'Not known'
}
