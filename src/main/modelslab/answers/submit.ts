import type { Problem } from '@shared/problem'
import type { SubmitOutcome } from '../../generations/domain/provider'
import { readAnswer, type Answer } from './answer'
import type { HttpOutcome } from '../transport/http'
import { meaningOf, verdictOf } from './meaning'
import * as problems from './problems'

/** Classifies the outcome of a paid request: by transport first, then by HTTP class, then by body. */
export function classifySubmit(
  outcome: HttpOutcome,
  key: string,
  nowMs: number,
  modelId: string | null = null
): SubmitOutcome {
  switch (outcome.kind) {
    case 'not_sent':
      return notTaken('network', problems.notSent(outcome), null)
    case 'broken':
      return { kind: 'unclear', problem: problems.mayHaveBeenSent('ModelsLab never answered.'), raw: null }
    case 'answered':
      return byHttpClass(readAnswer(outcome, key, nowMs, modelId))
  }
}

/** Statuses that prove on their own that a request was not accepted. */
const refusals: readonly number[] = [400, 401, 402, 403, 404, 422, 429]

function byHttpClass(answer: Answer): SubmitOutcome {
  const { httpStatus } = answer
  if (httpStatus >= 200 && httpStatus < 300) return byBody(answer)
  // The service has an id for it, so only the user may send it again.
  if (refusals.includes(httpStatus) && answer.id !== null) return refusedAfterTaking(answer)
  switch (httpStatus) {
    case 401:
      return notTaken('key', problems.keyRejected(answer), answer)
    case 402:
      return notTaken('credit', problems.noCredit(answer), answer)
    case 429:
      return notTaken('rate_limit', problems.rateLimited(answer), answer)
    case 400:
    case 403:
    case 404:
    case 422:
      return notTakenInWords(answer) ?? refused(whyRefused(answer), answer)
    case 410:
      // A withdrawn model, by its wording: nothing was accepted.
      if (answer.id === null && meaningOf(answer) === 'model_gone') return refused(whyRefused(answer), answer)
      return unclear(tellsNothing(answer), answer)
    default:
      return unclear(tellsNothing(answer), answer)
  }
}

const tellsNothing = ({ httpStatus }: Answer): string =>
  `ModelsLab answered with an error (${httpStatus}) that doesn’t say whether it ran.`

function byBody(answer: Answer): SubmitOutcome {
  const { id, links, raw, etaSeconds } = answer
  const accepted = (): SubmitOutcome =>
    id === null
      ? unclear(
          answer.format === 'page'
            ? 'A web page came in place of an answer.'
            : 'ModelsLab’s answer has no ID.',
          answer
        )
      : { kind: 'accepted', remoteId: id, etaSeconds, raw }
  switch (verdictOf(answer)) {
    case 'succeeded':
      return links.length > 0 ? { kind: 'finished', remoteId: id, links, raw } : accepted()
    case 'refused':
      return id === null ? refusedInBody(answer) : refusedAfterTaking(answer)
    case 'failed':
      return refusedAfterTaking(answer)
    case 'running':
    case 'unknown':
      return accepted()
  }
}

function refusedInBody(answer: Answer): SubmitOutcome {
  switch (meaningOf(answer)) {
    case 'model_gone':
      return refused(problems.modelWithdrawn(answer, 'no'), answer)
    case 'unknown_model':
      return refused(problems.unknownModel(answer), answer)
    case 'validation':
      return refused(problems.badRequest(answer), answer)
    default:
      return notTakenInWords(answer) ?? refusedAfterTaking(answer)
  }
}

/** Returns a refusal over key, credit or rate, by its wording; null for any other. */
function notTakenInWords(answer: Answer): SubmitOutcome | null {
  switch (meaningOf(answer)) {
    case 'key':
      return notTaken('key', problems.keyRejected(answer), answer)
    case 'credit':
      return saysPlanLacksModel(answer) ? null : notTaken('credit', problems.noCredit(answer), answer)
    case 'rate_limit':
      return notTaken('rate_limit', problems.rateLimited(answer), answer)
    default:
      return null
  }
}

/** Returns whether the plan lacks the model: with 403 a subscription has not lapsed, but is too small. */
const saysPlanLacksModel = ({ httpStatus, message }: Answer): boolean =>
  httpStatus === 403 && /\bsubscription\b/i.test(message)

function refusedAfterTaking(answer: Answer): SubmitOutcome {
  const meaning = meaningOf(answer)
  if (meaning === 'model_gone') return refused(problems.modelWithdrawn(answer, 'not_known'), answer)
  const problem =
    meaning === 'content' ? problems.contentRefused(answer, 'not_known') : problems.providerFailed(answer)
  return refused(answer.id === null ? problem : problems.withItsId(problem), answer)
}

const refused = (problem: Problem, { id, raw }: Answer): SubmitOutcome => ({
  kind: 'refused',
  remoteId: id,
  problem,
  raw
})

/** Returns the problem for 400, 403, 404 and 422. */
function whyRefused(answer: Answer): Problem {
  const meaning = meaningOf(answer)
  if (meaning === 'content') return problems.contentRefused(answer, 'no')
  if (meaning === 'model_gone') return problems.modelWithdrawn(answer, 'no')
  if (meaning === 'unknown_model') return problems.unknownModel(answer)
  if (answer.format !== 'json') return { ...problems.noAnswer(answer), retryable: false, charged: 'no' }
  return answer.httpStatus === 403 ? problems.planLacksModel(answer) : problems.badRequest(answer)
}

const notTaken = (
  waitFor: Extract<SubmitOutcome, { kind: 'not_taken' }>['waitFor'],
  problem: Problem,
  answer: Answer | null
): SubmitOutcome => ({
  kind: 'not_taken',
  waitFor,
  retryAfterMs: answer?.retryAfterMs ?? null,
  problem,
  raw: answer?.raw ?? null
})

const unclear = (happened: string, { raw }: Answer): SubmitOutcome => ({
  kind: 'unclear',
  problem: problems.mayHaveBeenSent(happened),
  raw
})
