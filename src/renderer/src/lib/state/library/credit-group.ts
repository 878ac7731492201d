import { priceTogether } from '@shared/batch/batch-plan'
import { aboutPrice } from '@shared/catalogue/request-body'
import type { GenerationId, GenerationView } from '@shared/generation'
import type { PriceSpan } from '@shared/money/learned-price'
import { plural } from '$lib/utils/format'

/** Everything that waits for credit: they wait for one thing, and stand as one. */
export interface CreditGroup {
  readonly ids: readonly GenerationId[]
  /** `6 wait for credit (about $17.28)`. */
  readonly words: string
}

const waitsForCredit = ({ state, waitingFor }: GenerationView): boolean =>
  state === 'queued' && waitingFor === 'credit'

/** Null where fewer than two wait: one by itself has a card of its own. */
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
    words: `${waiting.length} wait for credit (${sum.join(' + ')})`
  }
}

/** Leaves of a group only the row that comes first in a list. */
export function withoutGrouped(
  rows: readonly GenerationView[],
  group: CreditGroup | null
): readonly GenerationView[] {
  if (!group) return rows
  const grouped = new Set(group.ids)
  const first = rows.find(({ id }) => grouped.has(id))
  return rows.filter(({ id }) => id === first?.id || !grouped.has(id))
}
