import { ProblemError } from '@shared/problem'
import type { Account } from './account'
import type { Engine } from '../engine/engine'
import type { Provider } from '../domain/provider'
import { problems } from '../domain/problems'
import type { SendingGate } from '../engine/gate'

/** Storage of the key. */
interface KeyKeeper {
  key(): string | null
  /** Checks the form of a key that was typed or pasted. @throws ProblemError */
  clean(typed: string): string
  set(key: string): Promise<void>
  remove(): Promise<void>
  markAccepted(key: string): void
}

interface KeyEntryDeps {
  readonly keeper: KeyKeeper
  readonly provider: Provider
  readonly account: Account
  readonly gate: SendingGate
  readonly engine: Engine
}

/** Takes a key from the user and tests it, free of charge, before it is stored. */
export class KeyEntry {
  /** Counts changes of the key: the last one counts, however late the response to an earlier one comes. */
  #turn = 0

  constructor(private readonly deps: KeyEntryDeps) {}

  /** Stores a key that the API accepts, or that cannot be tested now. @throws ProblemError when the API rejects it. */
  async set(typed: string): Promise<void> {
    const { keeper, provider, account } = this.deps
    const key = keeper.clean(typed)
    const turn = (this.#turn += 1)
    const outcome = await provider.balance(key)
    if (turn !== this.#turn) throw new ProblemError(problems.keyReplaced())
    if (outcome.kind === 'key_rejected') throw new ProblemError(outcome.problem)
    // First, so that nothing is sent with the new key and the balance of the old one.
    account.forget()
    await keeper.set(key)
    if (outcome.kind === 'known') {
      keeper.markAccepted(key)
      await account.refresh(key)
    }
    this.deps.gate.creditMayHaveCome()
    this.deps.engine.retryNow()
  }

  /** Tests the stored key, free of charge. @throws ProblemError when it is rejected, or cannot be tested. */
  async test(): Promise<void> {
    const key = this.deps.keeper.key()
    if (key === null) {
      throw new ProblemError(problems.noKey())
    }
    const turn = this.#turn
    const outcome = await this.deps.account.refresh(key)
    if (turn !== this.#turn) throw new ProblemError(problems.keyReplaced())
    if (outcome.kind !== 'known') throw new ProblemError(outcome.problem)
    this.deps.engine.retryNow()
  }

  async remove(): Promise<void> {
    this.#turn += 1
    // First, so that no balance is shown without its key.
    this.deps.account.forget()
    await this.deps.keeper.remove()
  }
}
