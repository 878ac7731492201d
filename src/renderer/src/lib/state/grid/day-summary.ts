import type { GenerationView } from '@shared/generation'
import { knownCosts } from '@shared/money/known-costs'
import type { Microdollars } from '@shared/money/money'
import { plural } from '$lib/utils/format'
import { spentWords } from '$lib/utils/words/spent-words'

/** Returns `12 clips · $23.04 + about $3.84` for one day: measured charges, and estimates for the rest. */
export function daySummary(
  generations: readonly GenerationView[],
  priceOf: (generation: GenerationView) => Microdollars | null
): string {
  const clips = generations.filter(({ state }) => state === 'ready').length
  const cost = costWords(generations, priceOf)
  return [clips > 0 && plural(clips, 'clip', 'clips'), cost].filter(Boolean).join(' · ')
}

/** Returns `$23.04 + about $3.84`: measured charges, and estimates for the rest. Empty where nothing was charged. */
export function costWords(
  generations: readonly GenerationView[],
  priceOf: (generation: GenerationView) => Microdollars | null
): string {
  const costs = knownCosts(generations.map((generation) => ({ ...generation, isFree: isFree(generation) })))
  const rest = generations.filter((_generation, index) => costs[index] === null).map(priceOf)
  const sum = (amounts: readonly (Microdollars | null)[]): Microdollars =>
    amounts.reduce<Microdollars>((total, amount) => total + (amount ?? 0), 0)
  const unpriced = rest.filter((price) => price === null).length
  const spent = [
    spentWords({ knownMicrodollars: sum(costs), aboutMicrodollars: sum(rest) }),
    unpriced > 0 && `${plural(unpriced, 'charge', 'charges')} not known`
  ].filter(Boolean)
  return spent.join(' + ')
}

/** Returns whether it was never sent, refused free of charge, or made elsewhere. */
const isFree = ({ origin, problem, state }: GenerationView): boolean =>
  origin === 'imported' || state === 'queued' || state === 'cancelled' || problem?.charged === 'no'
