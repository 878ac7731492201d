import { randomUUID } from 'node:crypto'
import type { Clock } from '../base/clock'
import type { LoadSecretStore, SecretStore } from './secret-store'

/** After this long without an answer the user is told. */
export const noticeAfterMs = 1_000

export interface KeychainParts {
  readonly load: LoadSecretStore
  readonly account: string
  readonly clock: Clock
  /** `isSlow` changed. */
  readonly onSlowChange: () => void
}

/** What the keychain answered, when it answered: a failure is an `Error`. */
export type ReadResult =
  | { readonly kind: 'found'; readonly secret: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unusable'; readonly error: unknown }

/**
 * One entry of the system's keychain. A desktop's keyring may show a prompt and answer when the user has, or
 * never: so there is at most one call at a time, further ones wait for it however long it takes, and a late
 * answer counts.
 */
export class Keychain {
  readonly #parts: KeychainParts
  #store: SecretStore | null = null
  #turn: Promise<unknown> = Promise.resolve()
  #isSlow = false
  #isWaiting = false
  #isClosed = false

  constructor(parts: KeychainParts) {
    this.#parts = parts
  }

  /** A call has been waiting for an answer for over a second. */
  get isSlow(): boolean {
    return this.#isSlow
  }

  /** A call is under way, perhaps for ever. */
  get isWaiting(): boolean {
    return this.#isWaiting
  }

  /** No calls from now on; one that is under way cannot be called back. */
  close(): void {
    this.#isClosed = true
  }

  /** Never rejects. Says `absent` only after an entry of its own could be written and read back. */
  read(): Promise<ReadResult> {
    return this.#inTurn<ReadResult>(async (store) => {
      const secret = await store.get(this.#parts.account)
      if (secret !== null) return { kind: 'found', secret }
      await this.#probe(store)
      return { kind: 'absent' }
    }).catch((error: unknown) => ({ kind: 'unusable', error }))
  }

  /**
   * Writes what `wanted` says when its turn comes; null deletes.
   *
   * @returns What is in the keychain now.
   */
  write(wanted: () => string | null): Promise<string | null> {
    return this.#inTurn(async (store) => {
      const secret = wanted()
      if (secret !== null) await store.set(this.#parts.account, secret)
      // "Nothing to delete" is as little proof as "nothing here".
      else if (!(await store.delete(this.#parts.account))) await this.#probe(store)
      return secret
    })
  }

  /**
   * A locked or missing keyring answers "nothing here" to every question, and only a write tells. On a keyring
   * that is open this is silent; otherwise the system asks once to open it.
   */
  async #probe(store: SecretStore): Promise<void> {
    const account = `${this.#parts.account}|probe`
    const secret = randomUUID()
    await store.set(account, secret)
    const readBack = await store.get(account)
    await store.delete(account)
    if (readBack !== secret) throw new Error('the keychain does not give back what it was given')
  }

  #inTurn<T>(task: (store: SecretStore) => Promise<T>): Promise<T> {
    const turn = this.#turn.then(() => this.#attended(task))
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  async #attended<T>(task: (store: SecretStore) => Promise<T>): Promise<T> {
    this.#refuseWhenClosed()
    const callOff = this.#parts.clock.setTimer(noticeAfterMs, () => this.#setSlow(true))
    this.#isWaiting = true
    try {
      // A store that could not be loaded is tried again next time: its library may be there by then.
      this.#store ??= await this.#parts.load()
      // Closing meanwhile has also forgotten the key: writing what is wanted now would delete it.
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
    if (!this.#isClosed) this.#parts.onSlowChange()
  }
}
