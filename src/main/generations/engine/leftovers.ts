import { formatDollars, type Microdollars } from '@shared/money/money'
import type { Problem } from '@shared/problem'
import type { Doubt } from '../../installation/installation'

const held = (why: string): Problem => ({
  code: 'may_have_been_sent',
  message: `Waiting for you: ${why}`,
  advice: 'Check your account first. If it was sent before, you pay twice.',
  retryable: false,
  charged: 'not_known'
})

const heldFor: Readonly<Record<Doubt, Problem>> = {
  other_machine: held(
    'this library was restored or copied. It was last used on another computer, which may have sent this.'
  ),
  copied: held('this library was restored or copied, so this may have been sent already.'),
  set_back: held(
    'this library was restored or copied. Something was sent since then, and it may have been this.'
  ),
  clock: held('your computer’s clock was set back, so Dailies can’t tell whether this library was restored.')
}

const heldForBalance = (missing: Microdollars): Problem =>
  held(
    `your balance is ${formatDollars(missing, 'up')} lower than Dailies knows of. This may have been sent from a copy of this library.`
  )

interface LeftoversDeps {
  /** Makes what was queued by an earlier run wait for a click. Throws when that cannot be written. */
  readonly hold: (problem: Problem) => void
  readonly installation: { readonly doubt: Doubt | null; settle(): void }
  /** Last balance read by the last run; null where it is unknown or belongs to another key. */
  readonly lastBalance: Microdollars | null
  /** Returns the most that may have been charged since that reading; null where a price is unknown. */
  readonly chargedSince: () => Microdollars | null
}

/**
 * Decides whether what was queued at start is sent by itself: only where nothing suggests that the database is a copy
 * or an older state, because its twin may have sent the same requests, or may still send them.
 */
export class Leftovers {
  #isJudged = false
  #isCompared = false
  /** First balance read in this run. */
  #balance: Microdollars | null = null

  constructor(private readonly deps: LeftoversDeps) {}

  /** Holds what may have been sent. Must run before anything is sent; throws when it cannot be written. */
  judge(): void {
    const { installation } = this.deps
    if (installation.doubt) this.deps.hold(heldFor[installation.doubt])
    installation.settle()
    this.#isJudged = true
    this.#compareBalance()
  }

  /** Takes a balance that was read. */
  balanceRead(balance: Microdollars): void {
    this.#balance ??= balance
    if (this.#isJudged) this.#compareBalance()
  }

  /** Skips the comparison: another key is another account. */
  balanceForgotten(): void {
    this.#isCompared = true
  }

  /** Compares the first balance of this run with the last one of the run before. */
  #compareBalance(): void {
    const { lastBalance, chargedSince } = this.deps
    if (this.#isCompared || this.#balance === null || lastBalance === null) return
    this.#isCompared = true
    const charged = chargedSince()
    if (charged === null) return
    const missing = lastBalance - charged - this.#balance
    if (missing > 0) this.deps.hold(heldForBalance(missing))
  }
}
