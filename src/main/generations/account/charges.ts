import type { Microdollars } from '@shared/money/money'
import type { GenerationRequest } from '@shared/request'
import type { Clock } from '../../base/clock'
import type { Logger } from '../../logging/logger'
import { submittedAtOf, type Generation } from '../domain/generation'
import { isFree, judgeCharges, type Verdict } from './judge-charges'
import type { GenerationStore } from '../domain/ports'

/** Delays after the end of a clip at which the balance is read again: a charge may come late. */
const rereadDelaysMs = [4_000, 30_000, 3 * 60_000, 10 * 60_000]
/** Time for which a request without a response may still be charged. */
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
 * Measures what generations cost. Those that run at the same time are measured together: from the balance before the
 * first to the balance after the last. Measurements are in the database, so they survive a restart.
 */
export class Charges {
  /** Grows whenever a request is sent or ends: a balance counts only if it did not change while it was read. */
  #turn = 0
  #rereads = 0
  #cancelReread: () => void = () => undefined

  constructor(private readonly deps: ChargesDeps) {}

  get turn(): number {
    return this.#turn
  }

  /** Notes that a paid request is being sent. */
  sent(): void {
    this.#turn += 1
    this.#cancelReread()
  }

  /** Notes that a generation has ended, or never ran. */
  ended(): void {
    this.#turn += 1
    this.#rereads = 0
  }

  /** Takes a balance that was requested at a turn, and settles the charges that it shows. */
  balanceRead(balance: Microdollars, turn: number): void {
    if (turn !== this.#turn) return
    try {
      this.#settle(balance)
    } catch (error) {
      this.deps.logger.warn('Storing charges failed', error)
    }
  }

  /** Ends all measurements: another key is another account. */
  forget(): void {
    this.stop()
    this.#turn += 1
    try {
      this.deps.store.closeMeasurements()
    } catch (error) {
      this.deps.logger.warn('Ending the measurements failed', error)
    }
  }

  /** Resumes measurements of an earlier run. */
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
      // In a later reading only the expected sum counts: other programs may have spent since.
      isDisturbed: !isFirst || this.#mayOthersBeCharged(open.members)
    })
    const isNews = isFirst || saysMore(verdict, open.members)
    const left = isNews
      ? store.settleMeasurement({ id: open.id, balanceAfter: balance, ...verdict })
      : open.members
    if (isNews) left.forEach(announce)
    if (left.some((member) => member.chargedMicrodollars === null && !isFree(member))) this.#rereadLater()
  }

  /** Checks an earlier measurement again: a request without a response may be charged by now. */
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

/** Returns whether a later reading adds charges and contradicts none. */
function saysMore({ charges }: Verdict, members: readonly Generation[]): boolean {
  const told = new Map(charges.map(({ id, microdollars }) => [id, microdollars]))
  const known = members.filter(({ chargedMicrodollars }) => chargedMicrodollars !== null)
  return (
    told.size > known.length &&
    known.every(({ id, chargedMicrodollars: charged }) => charged === 0 || told.get(id) === charged)
  )
}
