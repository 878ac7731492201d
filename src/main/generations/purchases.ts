import type { Problem } from '@shared/problem'
import type { GenerationRequest } from '@shared/request'
import type { Confirmations } from '../consent/confirmations'
import type { Received } from '../ipc/handlers'
import type { PurchaseLimit } from '../spending/purchase-limit'
import type { Spending } from '../spending/spending'
import type { GenerationCommands } from './commands'
import { needsClick, type Generation } from './domain/generation'
import type { GenerationQueries } from './queries'

interface PurchaseCommandsDeps {
  readonly queries: Pick<GenerationQueries, 'get'>
  readonly commands: GenerationCommands
  readonly spending: Pick<Spending, 'overCap' | 'overDayCap'>
  readonly limit: PurchaseLimit
  readonly confirmations: Pick<Confirmations, 'require'>
  /** Nothing costs money, as in demo mode: only the user's caps are asked about. */
  readonly isFree: boolean
}

/**
 * Checks the purchase limit before every command that costs money. Without a question, check and write happen in one
 * turn, so that no other call comes between.
 */
export class PurchaseCommands {
  constructor(private readonly deps: PurchaseCommandsDeps) {}

  create(input: Received<'generations.create'>): Promise<readonly Generation[]> {
    const { commands, spending } = this.deps
    return this.#buy(input.requests, input.overCap ? spending.overCap(input.requests) : null, {
      check: () => commands.checkCreate(input),
      buy: () => commands.create(input)
    })
  }

  release({ ids, ...allowed }: Received<'generations.release'>): Promise<void> {
    const { queries, commands, spending } = this.deps
    const clicked = requestsOf(ids.map((id) => queries.get(id)).filter(needsClick))
    return this.#buy(clicked, allowed.overCap ? spending.overDayCap(clicked) : null, {
      check: () => commands.checkRelease(ids, allowed),
      buy: () => commands.release(ids, allowed)
    })
  }

  sendAgain({ id, pressId, ...allowed }: Received<'generations.sendAgain'>): Promise<Generation> {
    const { queries, commands, spending } = this.deps
    const requests = requestsOf([queries.get(id)])
    return this.#buy(requests, allowed.overCap ? spending.overCap(requests) : null, {
      check: () => commands.checkSendAgain(id, allowed),
      buy: () => commands.sendAgain(id, pressId, allowed)
    })
  }

  async #buy<Bought>(
    requests: readonly GenerationRequest[],
    overCap: Problem | null,
    { check, buy }: { readonly check: () => void; readonly buy: () => Bought }
  ): Promise<Bought> {
    const { limit, confirmations, isFree } = this.deps
    const question = isFree && !overCap ? null : limit.question(requests, overCap)
    if (question) {
      // The window's own questions come first, so that nothing is confirmed twice.
      check()
      await confirmations.require(question)
      limit.agreed(requests)
    }
    return buy()
  }
}

const requestsOf = (generations: readonly Generation[]): GenerationRequest[] =>
  generations.map(({ request }) => request)
