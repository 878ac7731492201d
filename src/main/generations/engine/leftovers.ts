import { formatDollars, type Microdollars } from '@shared/money/money'
import type { Problem } from '@shared/problem'
import type { Doubt } from '../../installation/installation'

const held = (why: string): Problem => ({
  code: 'may_have_been_sent',
  message: `Waiting for your click: ${why}`,
  advice: 'Look at your account first. If it was sent before, sending it pays twice.',
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
  /** Lets what waited in an earlier run wait for a click. Throws where that can't be written. */
  readonly hold: (problem: Problem) => void
  readonly installation: { readonly doubt: Doubt | null; settle(): void }
  /** The balance at the last run's last reading; null where it is not known, or of another key. */
  readonly lastBalance: Microdollars | null
  /** The most that may have been charged since that reading; null where a price is not known. */
  readonly chargedSince: () => Microdollars | null
}

/**
 * What waited to be sent when the app was started. It goes by itself only where nothing says that the database is a
 * copy or an older state: a twin of it may have sent, or may yet send, the same.
 */
export class Leftovers {
  #isJudged = false
  #isCompared = false
  /** The first that was read in this run. */
  #balance: Microdollars | null = null

  constructor(private readonly deps: LeftoversDeps) {}

  /** Holds back what may have been sent. To be called before anything is; throws where it can't be written. */
  judge(): void {
    const { installation } = this.deps
    if (installation.doubt) this.deps.hold(heldFor[installation.doubt])
    installation.settle()
    this.#isJudged = true
    this.#compareBalance()
  }

  /** The account's balance was read. */
  balanceRead(balance: Microdollars): void {
    this.#balance ??= balance
    if (this.#isJudged) this.#compareBalance()
  }

  /** Another key is another account: its balance says nothing. */
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
