import { priceTogether } from '@shared/batch/batch-plan'
import { aboutPrice } from '@shared/catalogue/request-body'
import type { GenerationId, GenerationView } from '@shared/generation'
import type { PriceSpan } from '@shared/money/learned-price'
import { plural } from '$lib/utils/format'

/** All generations that wait for credit, shown as one. */
export interface CreditGroup {
  readonly ids: readonly GenerationId[]
  /** Their creation times, newest first. */
  readonly keys: readonly number[]
  /** `6 wait for credit (about $17.28)`. */
  readonly words: string
}

const waitsForCredit = ({ state, waitingFor }: GenerationView): boolean =>
  state === 'queued' && waitingFor === 'credit'

/** Returns the group; null where fewer than two wait, since a single one has its own card. */
export function creditGroup(
  rows: readonly GenerationView[],
  priceOf: (generation: GenerationView) => PriceSpan | null
): CreditGroup | null {
  const waiting = rows.filter(waitsForCredit)
  if (waiting.length < 2) return null
  const { about, unknownCount } = priceTogether(waiting.map(priceOf))
  const sum = [
    about > 0 ? aboutPrice(about) : null,
    unknownCount > 0 ? `${plural(unknownCount, 'price', 'prices')} not known` : null
  ].filter((part) => part !== null)
  return {
    ids: waiting.map(({ id }) => id),
    keys: waiting.map(({ createdAtUs }) => createdAtUs),
    words: `${waiting.length} wait for credit (${sum.join(' + ')})`
  }
}
