import { sendingProblem } from '@shared/catalogue/check-request'
import type { Model } from '@shared/catalogue/model'
import type { Problem } from '@shared/problem'
import type { Generation } from './generation'
import { problems } from './problems'

/**
 * Returns why a stored request must not be sent; null when it may be. It was valid when it was queued, but its model may
 * have been withdrawn or removed since, or another version of Dailies may have written it.
 */
export function whyNotSendable(
  { request, isRequestReadable }: Generation,
  findModel: (id: string) => Model | undefined
): Problem | null {
  return isRequestReadable
    ? sendingProblem(request, findModel(request.modelId))
    : problems.requestUnreadable()
}
