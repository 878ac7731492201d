import type { BalanceView } from '@shared/app-state'
import type { GenerationId } from '@shared/generation'
import type { Clock } from '../clock'
import type { BalanceOutcome, Keys, Measured, Provider } from './ports'

/** A balance read before this is read again before a paid POST. */
const youngMs = 60_000

interface Reading extends BalanceView {
  /** How many paid POSTs this run had made by then. */
  readonly posts: number
}

interface Sent {
  readonly before: Reading
  /** No other generation was running, whose price might have been taken in between. */
  readonly alone: boolean
}

/**
 * The balance, and what single generations cost. A price is known only when exactly one POST lies between
 * two readings and nothing else was running; everything else would be a guess about the user's money.
 */
export class Account {
  #reading: Reading | null = null
  #posts = 0
  #refreshing: { readonly key: string; readonly outcome: Promise<BalanceOutcome> } | null = null
  readonly #sent = new Map<GenerationId, Sent>()

  constructor(
    private readonly needs: {
      readonly provider: Provider
      readonly keys: Keys
      readonly clock: Clock
      readonly onChange: () => void
      /** Keeps the last reading for the next run. */
      readonly notes: { read(balance: BalanceView): void; forgotten(): void }
    }
  ) {}

  balance(): BalanceView | null {
    return this.#reading && { microdollars: this.#reading.microdollars, atMs: this.#reading.atMs }
  }

  /** Another key is another account: nothing read before holds. */
  forget(): void {
    this.#reading = null
    this.#sent.clear()
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

  /** To be called right before the POST of a generation. */
  postStarted(id: GenerationId, alone: boolean): void {
    const before = this.#reading
    if (before && before.posts === this.#posts) this.#sent.set(id, { before, alone })
    this.#posts += 1
  }

  /** Reads the balance once more for a generation that is settled; null where nothing was read to compare it with. */
  async measure(id: GenerationId, key: string): Promise<Measured | null> {
    const sent = this.#sent.get(id)
    this.#sent.delete(id)
    const outcome = await this.refresh(key)
    if (!sent || outcome.kind !== 'known') return null
    const isOnlyOne = sent.alone && this.#reading?.posts === sent.before.posts + 1
    const spent = sent.before.microdollars - outcome.microdollars
    return {
      chargedMicrodollars: isOnlyOne && spent >= 0 ? spent : null,
      balanceAfterMicrodollars: outcome.microdollars
    }
  }

  async #read(key: string): Promise<BalanceOutcome> {
    const posts = this.#posts
    const outcome = await this.needs.provider.balance(key)
    const current = this.needs.keys.key()
    // The user may have replaced the key meanwhile: this says nothing about the new one.
    if (current !== null && current !== key) return outcome
    if (outcome.kind === 'known') {
      this.needs.keys.markAccepted(key)
      this.#reading = { microdollars: outcome.microdollars, atMs: this.needs.clock.now(), posts }
      this.needs.notes.read(this.#reading)
      this.needs.onChange()
    }
    if (outcome.kind === 'key_rejected') this.needs.keys.markRejected(key)
    return outcome
  }
}
