import type { BalanceView } from '@shared/app-state'
import type { Clock } from '../../base/clock'
import type { Keys } from '../domain/ports'
import type { BalanceOutcome, Provider } from '../domain/provider'

/** A balance read before this is read again before a paid POST. */
const youngMs = 60_000
/** How often it is read anew because something ended meanwhile. */
const mostTries = 3

interface Reading extends BalanceView {
  /** What had been sent and had ended when it was asked for: see `Charges`. */
  readonly turn: number
}

interface AccountDeps {
  readonly provider: Provider
  readonly keys: Keys
  readonly clock: Clock
  readonly onChange: () => void
  /** Keeps each reading, and tells what was charged by it. `turn` is what it was when the reading was begun. */
  readonly notes: {
    turn(): number
    read(balance: BalanceView, turn: number): void
    forgotten(): void
  }
}

/** The balance of the account, as it was last read. */
export class Account {
  #reading: Reading | null = null
  /** How many keys there were before this one. */
  #forgotten = 0
  #refreshing: {
    readonly key: string
    readonly turn: number
    readonly outcome: Promise<BalanceOutcome>
  } | null = null

  constructor(private readonly deps: AccountDeps) {}

  balance(): BalanceView | null {
    return this.#reading && { microdollars: this.#reading.microdollars, atMs: this.#reading.atMs }
  }

  /** Another key is another account: nothing read before holds. */
  forget(): void {
    this.#forgotten += 1
    this.#reading = null
    this.deps.notes.forgotten()
    this.deps.onChange()
  }

  /** Reads the balance, free of charge; callers at the same time share one request. */
  refresh(key: string): Promise<BalanceOutcome> {
    if (this.#refreshing?.key === key) return this.#refreshing.outcome
    const outcome = this.#read(key).finally(() => {
      if (this.#refreshing?.outcome === outcome) this.#refreshing = null
    })
    this.#refreshing = { key, turn: this.deps.notes.turn(), outcome }
    return outcome
  }

  /** A balance younger than a minute, with nothing sent or ended since; read now if there is none. */
  async young(key: string): Promise<BalanceOutcome> {
    for (let tries = 1; ; tries += 1) {
      const young = this.#youngReading()
      if (young) return young
      const outcome = await this.readAgain(key)
      // Where something was sent or ended while it was read, it says too little.
      if (outcome.kind !== 'known' || tries === mostTries) return outcome
    }
  }

  #youngReading(): BalanceOutcome | null {
    const reading = this.#reading
    if (reading?.turn !== this.deps.notes.turn()) return null
    const age = this.deps.clock.now() - reading.atMs
    return age >= 0 && age < youngMs ? { kind: 'known', microdollars: reading.microdollars } : null
  }

  /** Reads the balance by a request that began after everything that was sent or ended until now. */
  async readAgain(key: string): Promise<BalanceOutcome> {
    const underWay = this.#refreshing
    if (underWay?.key === key && underWay.turn !== this.deps.notes.turn()) await underWay.outcome
    return this.refresh(key)
  }

  async #read(key: string): Promise<BalanceOutcome> {
    const turn = this.deps.notes.turn()
    const forgotten = this.#forgotten
    const outcome = await this.deps.provider.balance(key)
    const current = this.deps.keys.key()
    // The user may have replaced or removed the key meanwhile: this says nothing of what is there now.
    if (forgotten !== this.#forgotten || (current !== null && current !== key)) return outcome
    if (outcome.kind === 'known') {
      this.deps.keys.markAccepted(key)
      this.#reading = { microdollars: outcome.microdollars, atMs: this.deps.clock.now(), turn }
      this.deps.notes.read(this.balance() as BalanceView, turn)
      this.deps.onChange()
    }
    if (outcome.kind === 'key_rejected') this.deps.keys.markRejected(key)
    return outcome
  }
}
