import type { MeasuredTogether } from '../generation'
import type { Microdollars } from './money'

interface Sent {
  /** Measured cost; null where it is not known. */
  readonly chargedMicrodollars: Microdollars | null
  readonly measuredTogether: MeasuredTogether | null
  /** Never sent, or reported as free. */
  readonly isFree: boolean
}

/**
 * Returns what is known of each one's cost, in their order; null where nothing is. Of those that are known together
 * alone, the sum stands at the first and the others add nothing: so it does where all of them are here.
 */
export function knownCosts(sent: readonly Sent[]): readonly (Microdollars | null)[] {
  const counts = new Map<number, number>()
  for (const { measurement } of sent.flatMap((one) => totalOf(one) ?? [])) {
    counts.set(measurement, (counts.get(measurement) ?? 0) + 1)
  }
  const counted = new Set<number>()
  return sent.map((one) => {
    const total = totalOf(one)
    if (total === null || (counts.get(total.measurement) ?? 0) < total.count) {
      return one.chargedMicrodollars ?? (one.isFree ? 0 : null)
    }
    if (counted.has(total.measurement)) return 0
    counted.add(total.measurement)
    return total.microdollars
  })
}

/** Cost measured for several together, where it cannot be split. */
const totalOf = ({ chargedMicrodollars, measuredTogether, isFree }: Sent): MeasuredTogether | null =>
  chargedMicrodollars !== null || isFree || measuredTogether?.isShared !== false ? null : measuredTogether
