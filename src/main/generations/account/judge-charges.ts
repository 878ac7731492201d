import type { GenerationId } from '@shared/generation'
import type { Microdollars } from '@shared/money/money'
import { problemOf, type Generation } from '../domain/generation'

/** A generation whose charge is looked for, with the price that is expected of it. */
export interface Payer {
  readonly generation: Generation
  readonly price: Microdollars | null
}

interface Charge {
  readonly id: GenerationId
  readonly microdollars: Microdollars
  /** Its share, by price, of what several cost together. */
  readonly isShare: boolean
}

export interface Verdict {
  /** `each`: every one that surely was charged has its charge. `total`: only the sum is known. Null: nothing is. */
  readonly outcome: 'each' | 'total' | null
  readonly payers: number
  readonly charges: readonly Charge[]
}

/** A balance that has not fallen by then will not fall for a clip that ended. */
export const quietMs = 3 * 60_000

/** Whether it costs nothing, by what the service said. */
export const isFree = ({ status }: Generation): boolean =>
  status.state === 'queued' ||
  status.state === 'cancelled' ||
  (status.state === 'failed' && status.problem.charged === 'no')

/** Whether it may have cost nothing: no answer came, or a failure that names no charge. */
const isUncertain = ({ status }: Generation): boolean =>
  status.state === 'unconfirmed' || (status.state === 'failed' && status.problem.charged !== 'yes')

/** Whether the service may still be working on it without our knowing. */
const mayRun = ({ status }: Generation): boolean =>
  status.state === 'unconfirmed' || problemOf(status)?.code === 'may_have_been_sent'

/**
 * Says what each of the generations cost that ran between two readings of the balance, as far as the sum proves it.
 *
 * @param fell By how much the balance fell in all.
 * @param isDisturbed Something else of ours may have been charged in between: only the expected price proves anything.
 */
export function judgeCharges(
  members: readonly Payer[],
  fell: Microdollars,
  { nowMs, isDisturbed }: { readonly nowMs: number; readonly isDisturbed: boolean }
): Verdict {
  // Credit was added, and nobody knows how much of it is left.
  if (fell < 0) return { outcome: null, payers: 0, charges: [] }
  const [only] = members
  if (only && members.length === 1) return judgeOne(only, fell, nowMs, isDisturbed)
  const payers = members.filter(({ generation }) => !isFree(generation))
  if (fell === 0) return nothing(payers, nowMs)
  const certain = payers.filter(({ generation }) => !isUncertain(generation))
  const paid = [payers, certain].find((some) => some.length > 0 && sumOf(some) === fell)
  if (!paid) return { outcome: 'total', payers: payers.length, charges: [] }
  return { outcome: 'each', payers: paid.length, charges: sharesOf(paid) }
}

function judgeOne(
  { generation, price }: Payer,
  fell: Microdollars,
  nowMs: number,
  isDisturbed: boolean
): Verdict {
  if (fell === 0) return nothing([{ generation, price }], nowMs)
  const isProven = price === fell || (!mayRun(generation) && !isDisturbed)
  return isProven
    ? { outcome: 'each', payers: 1, charges: [{ id: generation.id, microdollars: fell, isShare: false }] }
    : { outcome: 'total', payers: 1, charges: [] }
}

/** Free only once it is too late for a charge; what may still run is never said to be. */
function nothing(payers: readonly Payer[], nowMs: number): Verdict {
  const charges = payers
    .filter(({ generation }) => !mayRun(generation) && nowMs - generation.stateSinceMs >= quietMs)
    .map(({ generation }) => ({ id: generation.id, microdollars: 0, isShare: false }))
  return { outcome: charges.length > 0 ? 'each' : null, payers: payers.length, charges }
}

/** The shares are exact where all are alike; otherwise each is what its price says. */
function sharesOf(payers: readonly Payer[]): readonly Charge[] {
  const isAlike = new Set(payers.map(({ generation }) => settingsOf(generation))).size === 1
  return payers.map(({ generation, price }) => ({
    id: generation.id,
    microdollars: price ?? 0,
    isShare: payers.length > 1 && !isAlike
  }))
}

const settingsOf = ({ request }: Generation): string =>
  JSON.stringify([request.modelId, request.durationSeconds, request.resolution, request.generateAudio])

const sumOf = (payers: readonly Payer[]): Microdollars | null =>
  payers.reduce<Microdollars | null>(
    (sum, { price }) => (sum === null || price === null ? null : sum + price),
    0
  )
