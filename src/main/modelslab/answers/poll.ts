import type { Problem } from '@shared/problem'
import type { PollOutcome } from '../../generations/domain/provider'
import { isFromSomethingElse, readAnswer, type Answer } from './answer'
import type { HttpOutcome } from '../transport/http'
import { outputOf } from './links'
import { mayPass, meaningOf, unknownModelIn, verdictOf } from './meaning'
import * as problems from './problems'

/**
 * Classifies the response to a poll: by transport, then responses that are not the API's, then 5xx and non-JSON, then
 * the status in the body, then the HTTP status. Only the service's own statement about the generation ends it.
 */
export function classifyPoll(
  outcome: HttpOutcome,
  key: string,
  nowMs: number,
  modelId: string | null = null
): PollOutcome {
  if (outcome.kind !== 'answered') return tryLater('network', problems.noConnection(outcome), null)
  const answer = readAnswer(outcome, key, nowMs, modelId)
  const { httpStatus, retryAfterMs } = answer
  if (httpStatus === 401) return tryLater('key', problems.keyRejectedWhileRunning(answer), null)
  if (httpStatus === 429) return tryLater('rate_limit', problems.askedTooOften(answer), retryAfterMs)
  if (isFromSomethingElse(answer)) return tryLater('network', problems.noAnswer(answer), null)
  if (httpStatus >= 500 || httpStatus < 200 || answer.format !== 'json') return noAnswer(answer)
  return byBody(answer)
}

function byBody(answer: Answer): PollOutcome {
  const { links, raw, etaSeconds, httpStatus } = answer
  switch (verdictOf(answer)) {
    case 'succeeded':
      return links.length > 0
        ? { kind: 'finished', remoteId: answer.id, links, raw }
        : { kind: 'finished_without_links', raw }
    case 'failed':
      return meaningOf(answer) === 'unknown_id' ? unknownId(answer) : failed(answer)
    case 'refused':
      return refused(answer)
    case 'running':
      return { kind: 'processing', etaSeconds }
    case 'unknown':
      if (httpStatus === 404) return unknownId(answer)
      // Whatever the status is called: a result with links is finished.
      if (httpStatus === 200 && outputOf(answer.body).length > 0)
        return { kind: 'finished', remoteId: answer.id, links, raw }
      return httpStatus < 300
        ? { kind: 'processing', etaSeconds, oddStatus: answer.status?.slice(0, 40) ?? 'none' }
        : noAnswer(answer)
  }
}

/**
 * Classifies an `error`, which may be about the poll (key, rate, credit) or temporary, and not about the generation.
 */
function refused(answer: Answer): PollOutcome {
  const { httpStatus, retryAfterMs } = answer
  switch (meaningOf(answer)) {
    case 'key':
      return tryLater('key', problems.keyRejectedWhileRunning(answer), null)
    case 'rate_limit':
      return tryLater('rate_limit', problems.askedTooOften(answer), retryAfterMs)
    case 'credit':
      return noAnswer(answer)
    case 'model_gone':
      return saysOfIt(httpStatus) || goneStatuses.includes(httpStatus) ? failed(answer) : aside(answer)
    case 'unknown_model':
      // 404 may be about the record of the request, which Laravel calls a model too.
      return saysOfIt(httpStatus) || (goneStatuses.includes(httpStatus) && unknownModelIn(answer) === 'named')
        ? failed(answer)
        : aside(answer)
    case 'unknown_id':
      return unknownId(answer)
    default:
      if (!saysOfIt(httpStatus)) return aside(answer)
      return mayPass(answer) ? trouble(answer) : failed(answer)
  }
}

/** Returns whether an error with this status is about the generation, and not about the poll or the service. */
const saysOfIt = (httpStatus: number): boolean => [200, 400, 422].includes(httpStatus)

/** Statuses with which a provider behind the service reports a withdrawn model. */
const goneStatuses: readonly number[] = [404, 410]

const aside = (answer: Answer): PollOutcome =>
  answer.httpStatus === 404 ? unknownId(answer) : noAnswer(answer)

const failed = (answer: Answer): PollOutcome => ({
  kind: 'failed',
  problem: whyFailed(answer),
  raw: answer.raw
})

function whyFailed(answer: Answer): Problem {
  switch (meaningOf(answer)) {
    case 'content':
      return problems.contentRefused(answer, 'not_known')
    case 'model_gone':
      return problems.modelWithdrawn(answer, 'not_known')
    case 'unknown_model':
      // It was known when the request was accepted, so every further request for it would be paid for and fail.
      return unknownModelIn(answer) === null
        ? problems.providerFailed(answer)
        : problems.modelWithdrawn(answer, 'not_known')
    default:
      return problems.providerFailed(answer)
  }
}

const trouble = (answer: Answer): PollOutcome => ({
  kind: 'trouble',
  problem: problems.providerFailed(answer),
  raw: answer.raw
})

const unknownId = (answer: Answer): PollOutcome => ({
  kind: 'unknown_id',
  problem: problems.unknownId(answer),
  raw: answer.raw
})

const noAnswer = (answer: Answer): PollOutcome =>
  tryLater('service', problems.noAnswer(answer), answer.retryAfterMs)

const tryLater = (
  waitFor: Extract<PollOutcome, { kind: 'try_later' }>['waitFor'],
  problem: Problem,
  retryAfterMs: number | null
): PollOutcome => ({ kind: 'try_later', waitFor, retryAfterMs, problem })
