import type { AccountSigns } from '@shared/money/account-signs'
import type { GenerationId } from '@shared/generation'
import { ProblemError } from '@shared/problem'
import type { GenerationStore, Keys } from '../domain/ports'
import { problems } from '../domain/problems'
import type { Provider } from '../domain/provider'
import type { Engine } from '../engine/engine'
import type { GenerationQueries } from '../queries'
import type { Account } from './account'
import { readAccountSigns } from './account-signs'

interface AccountCommandsDeps {
  readonly account: Account
  readonly provider: Provider
  readonly keys: Keys
  readonly store: GenerationStore
  readonly queries: GenerationQueries
  readonly engine: Pick<Engine, 'retryNow'>
}

/** Reads of the account that the user asks for. All are free of charge. */
export class AccountCommands {
  constructor(private readonly deps: AccountCommandsDeps) {}

  /** Reads signs of whether an unconfirmed generation was accepted; changes and decides nothing. */
  async checkAccount(id: GenerationId): Promise<AccountSigns> {
    const { queries, account, provider, store } = this.deps
    return readAccountSigns(queries.get(id), this.#key(), { account, provider, store })
  }

  /** Reads the balance now; sending resumes when it has grown. */
  async refreshBalance(): Promise<void> {
    const outcome = await this.deps.account.refresh(this.#key())
    if (outcome.kind !== 'known') throw new ProblemError(outcome.problem)
    this.deps.engine.retryNow()
  }

  #key(): string {
    const key = this.deps.keys.key()
    if (key !== null) return key
    throw new ProblemError(problems.noKey())
  }
}
