import type { GenerationView } from '@shared/generation'
import { formatDollars, type Microdollars } from '@shared/money'
import { plural } from './format'

/** `12 clips · $23.04` of one day's generations; the sum only where every part of it is known. */
export function daySummary(generations: readonly GenerationView[]): string {
  const clips = generations.filter(({ state }) => state === 'ready').length
  const charges = generations.map(knownCharge)
  const sum = charges.reduce(
    (total, charge) => (total === null || charge === null ? null : total + charge),
    0
  )
  return [clips > 0 ? plural(clips, 'clip', 'clips') : null, sum ? formatDollars(sum) : null]
    .filter(Boolean)
    .join(' · ')
}

/** What never went out, and what was refused free of charge, cost nothing. */
function knownCharge({ chargedMicrodollars, problem, state }: GenerationView): Microdollars | null {
  const isFree = state === 'queued' || state === 'cancelled' || problem?.charged === 'no'
  return chargedMicrodollars ?? (isFree ? 0 : null)
}
