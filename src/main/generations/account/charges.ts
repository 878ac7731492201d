import type { Microdollars } from '@shared/money/money'
import type { GenerationRequest } from '@shared/request'
import type { Clock } from '../../base/clock'
import type { Logger } from '../../logging/logger'
import { submittedAtOf, type Generation } from '../domain/generation'
import { isFree, judgeCharges, type Verdict } from './judge-charges'
import type { GenerationStore } from '../domain/ports'

/** A charge may come late: how long after the end of a clip the balance is read again. */
const rereadDelaysMs = [4_000, 30_000, 3 * 60_000, 10 * 60_000]
/** How long a request that was never answered may still be charged. */
const lateChargeMs = 24 * 60 * 60_000

interface ChargesDeps {
  readonly store: GenerationStore
  readonly clock: Clock
  readonly logger: Logger
  readonly estimate: (request: GenerationRequest) => Microdollars | null
  readonly announce: (generation: Generation) => void
  /** Reads the balance once more. */
  readonly reread: () => void
}

/**
 * Finds out what generations cost. Those that run at the same time are measured together: from the balance before
 * the first of them to the balance after the last. The measurements are rows, so they outlive the run.
 */
export class Charges {
  /** Grows whenever something is sent or ends: a balance counts only where it did not while it was read. */
  #turn = 0
  #rereads = 0
  #cancelReread: () => void = () => undefined

  constructor(private readonly deps: ChargesDeps) {}

  get turn(): number {
    return this.#turn
  }

  /** A paid request leaves. */
  sent(): void {
    this.#turn += 1
    this.#cancelReread()
  }

  /** A generation does not run any more, or never did. */
  ended(): void {
    this.#turn += 1
    this.#rereads = 0
  }

  /** Takes a balance that was asked for at a turn, and settles what it proves. */
  balanceRead(balance: Microdollars, turn: number): void {
    if (turn !== this.#turn) return
    try {
      this.#settle(balance)
    } catch (error) {
      this.deps.logger.warn('What was charged could not be written', error)
    }
  }

  /** Another key is another account: its balance says nothing of what was measured. */
  forget(): void {
    this.stop()
    this.#turn += 1
    try {
      this.deps.store.closeMeasurements()
    } catch (error) {
      this.deps.logger.warn('The measurements could not be ended', error)
    }
  }

  /** Goes on with what an earlier run left unmeasured. */
  resume(): void {
    if (this.deps.store.openMeasurement()) this.#rereadLater()
  }

  stop(): void {
    this.#cancelReread()
  }

  #settle(balance: Microdollars): void {
    const { store, clock, estimate, announce } = this.deps
    const open = store.openMeasurement()
    if (!open || open.members.length === 0 || store.countInStates('submitting', 'processing') > 0) return
    const members = open.members.map((generation) => ({
      generation,
      price: generation.chargedMicrodollars || estimate(generation.request)
    }))
    const isFirst = open.balanceAfter === null
    const verdict = judgeCharges(members, open.balanceBefore - balance, {
      nowMs: clock.now(),
      // Of a later reading only the expected sum proves anything: other programs may have spent since.
      isDisturbed: !isFirst || this.#mayOthersBeCharged(open.members)
    })
    const isNews = isFirst || saysMore(verdict, open.members)
    const left = isNews
      ? store.settleMeasurement({ id: open.id, balanceAfter: balance, ...verdict })
      : open.members
    if (isNews) left.forEach(announce)
    if (left.some((member) => member.chargedMicrodollars === null && !isFree(member))) this.#rereadLater()
  }

  /** Something of an earlier measurement that never got an answer may be charged now. */
  #mayOthersBeCharged(members: readonly Generation[]): boolean {
    const { store, clock } = this.deps
    const ids = new Set(members.map(({ id }) => id))
    return store
      .inStates('unconfirmed')
      .some(
        ({ id, status, chargedMicrodollars }) =>
          !ids.has(id) &&
          chargedMicrodollars === null &&
          clock.now() - (submittedAtOf(status) ?? 0) < lateChargeMs
      )
  }

  #rereadLater(): void {
    const delay = rereadDelaysMs[this.#rereads]
    if (delay === undefined) return
    this.#rereads += 1
    this.#cancelReread()
    this.#cancelReread = this.deps.clock.setTimer(delay, this.deps.reread)
  }
}

/** Whether a later reading tells charges that were not known, and takes back none that was. */
function saysMore({ charges }: Verdict, members: readonly Generation[]): boolean {
  const told = new Map(charges.map(({ id, microdollars }) => [id, microdollars]))
  const known = members.filter(({ chargedMicrodollars }) => chargedMicrodollars !== null)
  return (
    told.size > known.length &&
    known.every(({ id, chargedMicrodollars: charged }) => charged === 0 || told.get(id) === charged)
  )
}
