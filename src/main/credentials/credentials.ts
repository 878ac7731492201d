import type { AppState, KeyView } from '@shared/app-state'
import { ProblemError, type Problem } from '@shared/problem'
import type { Clock } from '../base/clock'
import type { Logger } from '../logging/logger'
import { parseKey } from './key-input'
import { Keychain, noticeAfterMs } from './keychain'
import { keychainNameOn, keychainSlow, keychainUnavailable, keyNotRemoved } from './keychain-words'
import type { LoadSecretStore } from './secret-store'

export interface CredentialsDeps {
  readonly loadStore: LoadSecretStore
  /** A key is never used for another API than it was entered for. */
  readonly apiOrigin: string
  /** Keeps demo and tests away from the user's key. */
  readonly profile: string
  readonly platform: AppState['platform']
  readonly clock: Clock
  readonly logger: Logger
  /** `view()` changed. */
  readonly onChange: () => void
  /** A key was read from the keychain: at start, late, or after a retry by the user. */
  readonly onFound: () => void
}

/**
 * The API key: in memory while the app runs, in the system's keychain between runs, nowhere else. Without a working
 * keychain the key lasts until the app quits.
 */
export class Credentials {
  readonly #deps: CredentialsDeps
  readonly #keychain: Keychain
  #key: string | null = null
  #isRejected = false
  #isReading = false
  /** Key in the keychain, as far as known. */
  #stored: string | null = null
  #failure: 'unusable' | 'not_removed' | null = null
  /** Counts the user's changes, so that a late answer cannot undo one. */
  #edits = 0
  /** Number of the current key; the absence of a key counts as one. */
  #number = 0
  #isDisposed = false

  constructor(deps: CredentialsDeps) {
    const { loadStore, apiOrigin, profile, clock } = deps
    this.#deps = deps
    this.#keychain = new Keychain({
      load: loadStore,
      account: `${apiOrigin}|${profile}`,
      clock,
      onSlowChange: () => this.#changed()
    })
  }

  /** Reads the key; `view()` shows the result. Resolves as `set` does. */
  load(): Promise<void> {
    return this.#answerOrSecond(this.#read())
  }

  /** For the API client only. */
  key(): string | null {
    return this.#key
  }

  /** Returns whether a keychain call has not returned: quitting must not wait for it. */
  get isWaiting(): boolean {
    return this.#keychain.isWaiting
  }

  /** Returns what the window may know of the key. */
  view(): KeyView {
    const { platform } = this.#deps
    const isKept = this.#key === null ? this.#failure === null : this.#stored === this.#key
    return {
      status: this.#status(),
      number: this.#number,
      keptIn: isKept && !this.#keychain.isSlow ? 'keychain' : 'memory',
      keychainName: keychainNameOn(platform),
      problem: this.#problem()
    }
  }

  /**
   * Checks the form of a typed or pasted key, and redacts it from the log from now on.
   *
   * @returns The key.
   * @throws ProblemError that does not repeat the input.
   */
  clean(typed: string): string {
    const parsed = parseKey(typed)
    if (!parsed.ok) throw new ProblemError(parsed.error)
    this.#deps.logger.hide(parsed.value)
    return parsed.value
  }

  /**
   * Uses a key at once and writes it to the keychain. Resolves when the keychain has answered, or after a second; a
   * late answer still appears in `view()`.
   *
   * @throws ProblemError only for a malformed key.
   */
  async set(typed: string): Promise<void> {
    this.#edit(this.clean(typed))
    await this.#answerOrSecond(this.#write())
  }

  /** Drops the key at once and removes it from the keychain. Resolves as `set` does. */
  async remove(): Promise<void> {
    this.#edit(null)
    await this.#answerOrSecond(this.#write())
  }

  /** Tries the keychain again, to keep the key, to remove one, or to read one. Resolves as `set` does. */
  async retryKeychain(): Promise<void> {
    const isToWrite = this.#key !== null || this.#failure === 'not_removed'
    await this.#answerOrSecond(isToWrite ? this.#write() : this.#read())
  }

  /** The API refused this key. An answer about a key that was replaced meanwhile says nothing. */
  markRejected(key: string | null = this.#key): void {
    this.#setRejected(true, key)
  }

  markAccepted(key: string | null = this.#key): void {
    this.#setRejected(false, key)
  }

  /** Forgets the key in memory and asks the keychain nothing more. */
  dispose(): void {
    this.#isDisposed = true
    this.#key = null
    this.#keychain.close()
  }

  async #read(): Promise<void> {
    const edits = this.#edits
    this.#isReading = true
    this.#changed()
    const result = await this.#keychain.read()
    this.#isReading = false
    if (this.#isDisposed || edits !== this.#edits) return this.#changed()
    this.#failure = null
    if (result.kind === 'found') this.#found(result.secret)
    if (result.kind === 'unusable') {
      this.#failure = 'unusable'
      this.#deps.logger.warn('The keychain cannot be used', result.error)
    }
    this.#changed()
  }

  #found(secret: string): void {
    this.#deps.logger.hide(secret)
    const parsed = parseKey(secret)
    // Something else wrote this entry; it is left alone until a key takes its place.
    if (!parsed.ok) return this.#deps.logger.warn('The entry in the keychain is not a valid key')
    if (this.#key !== parsed.value) this.#number += 1
    this.#key = parsed.value
    this.#stored = parsed.value
    this.#isRejected = false
    this.#deps.logger.info('Key read from the keychain')
    this.#deps.onFound()
  }

  async #write(): Promise<void> {
    try {
      this.#stored = await this.#keychain.write(() => this.#key)
      this.#failure = null
      this.#deps.logger.info(this.#stored === null ? 'Key removed' : 'Key kept in the keychain')
    } catch (error) {
      if (this.#isDisposed) return
      this.#failure = this.#key === null ? 'not_removed' : 'unusable'
      this.#deps.logger.warn('The keychain could not be written', error)
    }
    this.#changed()
  }

  #edit(key: string | null): void {
    this.#edits += 1
    this.#number += 1
    this.#key = key
    this.#isRejected = false
    this.#changed()
  }

  #setRejected(isRejected: boolean, key: string | null): void {
    if (key === null || key !== this.#key || this.#isRejected === isRejected) return
    this.#isRejected = isRejected
    this.#changed()
  }

  #status(): KeyView['status'] {
    if (this.#key !== null) return this.#isRejected ? 'rejected' : 'present'
    return this.#isReading && this.#edits === 0 ? 'reading' : 'absent'
  }

  #problem(): Problem | null {
    const { platform } = this.#deps
    if (this.#keychain.isSlow) return keychainSlow(platform)
    if (this.#failure === null) return null
    return this.#failure === 'not_removed'
      ? keyNotRemoved(platform)
      : keychainUnavailable(platform, this.#key !== null)
  }

  #answerOrSecond(answer: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const callOff = this.#deps.clock.setTimer(noticeAfterMs, resolve)
      void answer.finally(callOff).then(resolve, reject)
    })
  }

  #changed(): void {
    if (!this.#isDisposed) this.#deps.onChange()
  }
}
