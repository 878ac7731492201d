import type { SecretStore } from '../secret-store'

/**
 * A keychain that behaves like the real ones: `locked` answers "nothing" and refuses writes, as a keyring does that
 * nobody unlocked; `hangs` keeps every call waiting until `answer()`, as one does that shows a prompt.
 */
export class FakeKeychain implements SecretStore {
  mode: 'works' | 'locked' | 'rejects' | 'forgets' | 'hangs' = 'works'
  readonly entries = new Map<string, string>()
  readonly calls: string[] = []
  mostAtOnce = 0
  #outstanding = 0
  #waiting: (() => void)[] = []

  get(account: string): Promise<string | null> {
    return this.#call(`get ${account}`, () =>
      this.mode === 'locked' ? null : (this.entries.get(account) ?? null)
    )
  }

  set(account: string, secret: string): Promise<void> {
    return this.#call(`set ${account}`, () => {
      if (this.mode === 'locked') throw new Error('Object does not exist at path "/collection/login"')
      if (this.mode !== 'forgets') this.entries.set(account, secret)
    })
  }

  delete(account: string): Promise<boolean> {
    return this.#call(`delete ${account}`, () => this.mode !== 'locked' && this.entries.delete(account))
  }

  /** The user answered the prompt: from now on it works. */
  answer(): void {
    this.mode = 'works'
    for (const go of this.#waiting.splice(0)) go()
  }

  async #call<T>(name: string, act: () => T): Promise<T> {
    this.calls.push(name)
    this.#outstanding += 1
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#outstanding)
    try {
      if (this.mode === 'hangs') await new Promise<void>((resolve) => this.#waiting.push(resolve))
      if (this.mode === 'rejects') throw new Error('The name org.freedesktop.secrets was not provided')
      return act()
    } finally {
      this.#outstanding -= 1
    }
  }
}
