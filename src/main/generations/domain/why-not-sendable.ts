import { sendingProblem } from '@shared/catalogue/check-request'
import type { Model } from '@shared/catalogue/model'
import type { Problem } from '@shared/problem'
import type { Generation } from './generation'
import { problems } from './problems'

/**
 * Why the request of a row must not be sent as it is stored; null when it may be. It was fit when it was queued, but
 * its model may have been switched off or taken away since, and another version of Dailies may have written it.
 */
export function whyNotSendable(
  { request, isRequestReadable }: Generation,
  findModel: (id: string) => Model | undefined
): Problem | null {
  return isRequestReadable
    ? sendingProblem(request, findModel(request.modelId))
    : problems.requestUnreadable()
}
