import { randomUUID } from 'node:crypto'
import type { Clock } from '../base/clock'
import type { LoadSecretStore, SecretStore } from './secret-store'

/** A call without an answer for this long counts as slow. */
export const noticeAfterMs = 1_000

export interface KeychainDeps {
  readonly load: LoadSecretStore
  readonly account: string
  readonly clock: Clock
  /** `isSlow` changed. */
  readonly onSlowChange: () => void
}

/** Answer of the keychain; a failure is an `Error`. */
export type ReadResult =
  | { readonly kind: 'found'; readonly secret: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unusable'; readonly error: unknown }

/**
 * One entry of the system's keychain. A keyring may prompt the user and so respond late or never. Calls are made
 * one at a time, and late answers are accepted.
 */
export class Keychain {
  readonly #deps: KeychainDeps
  #store: SecretStore | null = null
  #turn: Promise<unknown> = Promise.resolve()
  #isSlow = false
  #isWaiting = false
  #isClosed = false

  constructor(deps: KeychainDeps) {
    this.#deps = deps
  }

  /** A call has been waiting for an answer for over a second. */
  get isSlow(): boolean {
    return this.#isSlow
  }

  /** Whether a call has not returned. */
  get isWaiting(): boolean {
    return this.#isWaiting
  }

  /** Stops making calls; a call in progress cannot be cancelled. */
  close(): void {
    this.#isClosed = true
  }

  /** Reads the entry; never rejects. Returns `absent` only after a test entry could be written and read back. */
  read(): Promise<ReadResult> {
    return this.#inTurn<ReadResult>(async (store) => {
      const secret = await store.get(this.#deps.account)
      if (secret !== null) return { kind: 'found', secret }
      await this.#probe(store)
      return { kind: 'absent' }
    }).catch((error: unknown) => ({ kind: 'unusable', error }))
  }

  /**
   * Writes the value of `wanted` at its turn; null deletes.
   *
   * @returns The stored value.
   */
  write(wanted: () => string | null): Promise<string | null> {
    return this.#inTurn(async (store) => {
      const secret = wanted()
      if (secret !== null) await store.set(this.#deps.account, secret)
      // A locked keyring may also report that there is nothing to delete.
      else if (!(await store.delete(this.#deps.account))) await this.#probe(store)
      return secret
    })
  }

  /**
   * Writes and reads back a test entry. A locked or missing keyring reports every entry as absent; only a write
   * detects that. If the keyring is locked, the system asks once to unlock it.
   */
  async #probe(store: SecretStore): Promise<void> {
    const account = `${this.#deps.account}|probe`
    const secret = randomUUID()
    await store.set(account, secret)
    const readBack = await store.get(account)
    await store.delete(account)
    if (readBack !== secret) throw new Error('the keychain does not return what was written')
  }

  #inTurn<T>(task: (store: SecretStore) => Promise<T>): Promise<T> {
    const turn = this.#turn.then(() => this.#attended(task))
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  async #attended<T>(task: (store: SecretStore) => Promise<T>): Promise<T> {
    this.#refuseWhenClosed()
    const callOff = this.#deps.clock.setTimer(noticeAfterMs, () => this.#setSlow(true))
    this.#isWaiting = true
    try {
      // Loading is retried at the next call: the native library may be installed by then.
      this.#store ??= await this.#deps.load()
      // Closing has also cleared the key: a write now would delete the entry.
      this.#refuseWhenClosed()
      return await task(this.#store)
    } finally {
      this.#isWaiting = false
      callOff()
      this.#setSlow(false)
    }
  }

  #refuseWhenClosed(): void {
    if (this.#isClosed) throw new Error('the keychain is closed')
  }

  #setSlow(isSlow: boolean): void {
    if (isSlow === this.#isSlow) return
    this.#isSlow = isSlow
    if (!this.#isClosed) this.#deps.onSlowChange()
  }
}
