import type { BalanceView } from '@shared/app-state'
import type { Clock } from '../clock'
import type { BalanceOutcome, Keys, Provider } from './ports'

/** A balance read before this is read again before a paid POST. */
const youngMs = 60_000

interface Reading extends BalanceView {
  /** How many paid POSTs this run had made by then. */
  readonly posts: number
}

/** The balance of the account, as it was last read. */
export class Account {
  #reading: Reading | null = null
  #posts = 0
  #refreshing: { readonly key: string; readonly outcome: Promise<BalanceOutcome> } | null = null

  constructor(
    private readonly needs: {
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
  ) {}

  balance(): BalanceView | null {
    return this.#reading && { microdollars: this.#reading.microdollars, atMs: this.#reading.atMs }
  }

  /** Another key is another account: nothing read before holds. */
  forget(): void {
    this.#reading = null
    this.needs.notes.forgotten()
    this.needs.onChange()
  }

  /** Reads the balance, free of charge; callers at the same time share one request. */
  refresh(key: string): Promise<BalanceOutcome> {
    if (this.#refreshing?.key === key) return this.#refreshing.outcome
    const outcome = this.#read(key).finally(() => {
      if (this.#refreshing?.outcome === outcome) this.#refreshing = null
    })
    this.#refreshing = { key, outcome }
    return outcome
  }

  /** A balance younger than a minute with no POST since, read now if there is none. */
  async young(key: string): Promise<BalanceOutcome> {
    const reading = this.#reading
    const age = reading ? this.needs.clock.now() - reading.atMs : Infinity
    if (reading && age >= 0 && age < youngMs && reading.posts === this.#posts) {
      return { kind: 'known', microdollars: reading.microdollars }
    }
    return this.refresh(key)
  }

  /** To be called right before a POST. */
  postStarted(): void {
    this.#posts += 1
  }

  /** Reads the balance by a request that begins now, whatever was asked for before. */
  async readAgain(key: string): Promise<BalanceOutcome> {
    if (this.#refreshing?.key === key) await this.#refreshing.outcome
    return this.refresh(key)
  }

  async #read(key: string): Promise<BalanceOutcome> {
    const posts = this.#posts
    const turn = this.needs.notes.turn()
    const outcome = await this.needs.provider.balance(key)
    const current = this.needs.keys.key()
    // The user may have replaced the key meanwhile: this says nothing about the new one.
    if (current !== null && current !== key) return outcome
    if (outcome.kind === 'known') {
      this.needs.keys.markAccepted(key)
      this.#reading = { microdollars: outcome.microdollars, atMs: this.needs.clock.now(), posts }
      this.needs.notes.read(this.balance() as BalanceView, turn)
      this.needs.onChange()
    }
    if (outcome.kind === 'key_rejected') this.needs.keys.markRejected(key)
    return outcome
  }
}
