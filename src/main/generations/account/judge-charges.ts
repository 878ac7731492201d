import type { GenerationId } from '@shared/generation'
import type { Microdollars } from '@shared/money/money'
import { problemOf, type Generation } from '../domain/generation'

/** A generation to be measured, with its expected price. */
export interface Payer {
  readonly generation: Generation
  readonly price: Microdollars | null
}

interface Charge {
  readonly id: GenerationId
  readonly microdollars: Microdollars
  /** Whether the charge is a share, by price, of what several cost together. */
  readonly isShare: boolean
}

export interface Verdict {
  /** `each`: the charge of each is known. `total`: only the sum is. Null: neither. */
  readonly outcome: 'each' | 'total' | null
  readonly payers: number
  readonly charges: readonly Charge[]
}

/**
 * Time after which a clip that ended is not charged any more.
 * @internal
 */
export const quietMs = 3 * 60_000

/** Returns whether it was free according to the service. */
export const isFree = ({ status }: Generation): boolean =>
  status.state === 'queued' ||
  status.state === 'cancelled' ||
  (status.state === 'failed' && status.problem.charged === 'no')

/** Returns whether it may have been free: no response, or a failure that names no charge. */
const isUncertain = ({ status }: Generation): boolean =>
  status.state === 'unconfirmed' || (status.state === 'failed' && status.problem.charged !== 'yes')

/** Returns whether the service may still be running it without our knowledge. */
const mayRun = ({ status }: Generation): boolean =>
  status.state === 'unconfirmed' || problemOf(status)?.code === 'may_have_been_sent'

/**
 * Derives what each generation between two readings of the balance cost, as far as the difference shows it.
 *
 * @param fell Total fall of the balance.
 * @param isDisturbed Something else of ours may have been charged in between: only the expected price counts.
 */
export function judgeCharges(
  members: readonly Payer[],
  fell: Microdollars,
  { nowMs, isDisturbed }: { readonly nowMs: number; readonly isDisturbed: boolean }
): Verdict {
  // Credit was added, so the difference is unknown.
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

/** Counts a generation as free only once it is too late for a charge, and never while it may run. */
function nothing(payers: readonly Payer[], nowMs: number): Verdict {
  const charges = payers
    .filter(({ generation }) => !mayRun(generation) && nowMs - generation.stateSinceMs >= quietMs)
    .map(({ generation }) => ({ id: generation.id, microdollars: 0, isShare: false }))
  return { outcome: charges.length > 0 ? 'each' : null, payers: payers.length, charges }
}

/** Returns exact shares where all are alike; otherwise shares by price. */
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
