import type { BalanceView } from '@shared/app-state'
import type { Clock } from '../../base/clock'
import type { Keys } from '../domain/ports'
import type { BalanceOutcome, Provider } from '../domain/provider'

/** Age above which the balance is read again before a paid POST. */
const youngMs = 60_000
/** Times that it is read again because something ended meanwhile. */
const mostTries = 3

interface Reading extends BalanceView {
  /** Returns the turn (see `Charges`): it changes whenever a request is sent or ends. */
  readonly turn: number
}

interface AccountDeps {
  readonly provider: Provider
  readonly keys: Keys
  readonly clock: Clock
  readonly onChange: () => void
  /** Stores each reading and derives charges from it. `turn` is the one at which the reading began. */
  readonly notes: {
    turn(): number
    read(balance: BalanceView, turn: number): void
    forgotten(): void
  }
}

/** The account's balance, as last read. */
export class Account {
  #reading: Reading | null = null
  /** Number of keys before this one. */
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

  /** Forgets the balance: another key is another account. */
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

  /** Returns a balance younger than a minute, with nothing sent or ended since; reads it if there is none. */
  async young(key: string): Promise<BalanceOutcome> {
    for (let tries = 1; ; tries += 1) {
      const young = this.#youngReading()
      if (young) return young
      const outcome = await this.readAgain(key)
      // Not usable if something was sent or ended while it was read.
      if (outcome.kind !== 'known' || tries === mostTries) return outcome
    }
  }

  #youngReading(): BalanceOutcome | null {
    const reading = this.#reading
    if (reading?.turn !== this.deps.notes.turn()) return null
    const age = this.deps.clock.now() - reading.atMs
    return age >= 0 && age < youngMs ? { kind: 'known', microdollars: reading.microdollars } : null
  }

  /** Reads the balance by a request that starts after everything sent or ended so far. */
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
    // The user may have replaced or removed the key meanwhile.
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
