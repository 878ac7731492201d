import type { Clock } from '../base/clock'
import type { Confirmations } from '../consent/confirmations'
import { needsClick, type Generation } from '../generations/domain/generation'
import type { Generations } from '../generations/commands'
import type { HandlerNeeds } from '../ipc/handlers'
import type { GenerationRequest } from '@shared/request'
import type { Problem } from '@shared/problem'
import { PurchaseLimit } from '../spending/purchase-limit'
import type { Spending } from '../spending/spending'

/**
 * Puts the limit in front of everything that pays. Where nothing has to be asked, the limit is looked at and the rows
 * are written in one turn, so that no other call comes between.
 */
export function composePurchases(needs: {
  readonly generations: Generations
  readonly spending: Spending
  readonly confirmations: Confirmations
  readonly clock: Clock
  /** In demo mode there is no money to protect; only the user's caps hold. */
  readonly isFree: boolean
}): HandlerNeeds['purchases'] {
  const { generations, spending, confirmations, clock } = needs
  const limit = new PurchaseLimit({
    purchasesSince: (sinceMs) => spending.purchasesSince(sinceMs),
    countWaiting: () => spending.countWaiting(),
    priceOf: (requests) => spending.priceOf(requests),
    clock
  })
  const guarded = async <Bought>(
    requests: readonly GenerationRequest[],
    overCap: Problem | null,
    { check, buy }: { readonly check: () => void; readonly buy: () => Bought }
  ): Promise<Bought> => {
    const question = needs.isFree && !overCap ? null : limit.question(requests, overCap)
    if (question) {
      // What the window has to ask first it asks first: an answer given here must not be asked for again.
      check()
      await confirmations.require(question)
      limit.agreed(requests)
    }
    return buy()
  }
  const requestsOf = (some: readonly Generation[]): GenerationRequest[] => some.map(({ request }) => request)
  return {
    create: (input) =>
      guarded(input.requests, input.overCap ? spending.overCap(input.requests) : null, {
        check: () => generations.checkCreate(input),
        buy: () => generations.create(input)
      }),
    release: ({ ids, ...allowed }) => {
      const clicked = requestsOf(ids.map((id) => generations.get(id)).filter(needsClick))
      return guarded(clicked, allowed.overCap ? spending.overDayCap(clicked) : null, {
        check: () => generations.checkRelease(ids, allowed),
        buy: () => generations.release(ids, allowed)
      })
    },
    sendAgain: ({ id, pressId, ...allowed }) => {
      const requests = requestsOf([generations.get(id)])
      return guarded(requests, allowed.overCap ? spending.overCap(requests) : null, {
        check: () => generations.checkSendAgain(id, allowed),
        buy: () => generations.sendAgain(id, pressId, allowed)
      })
    }
  }
}
