import type { Model } from '@shared/catalogue/model'
import { aboutPrice } from '@shared/catalogue/request-body'
import { formatDollars, type Microdollars } from '@shared/money/money'
import type { Problem } from '@shared/problem'
import { noCredit } from '@shared/problem-texts'
import type { GenerationRequest } from '@shared/request'
import { enhancedPromptIn } from '../domain/enhanced-prompt'
import type { Generation } from '../domain/generation'
import { newVideos } from '../domain/new-videos'
import type { TransitionDetails } from '../domain/ports'
import { problems } from '../domain/problems'
import type { SubmitOutcome } from '../domain/provider'
import type { GenerationEvent } from '../domain/transition'
import { firstPollDelayMs } from './poll-schedule'

type NotTaken = Extract<SubmitOutcome, { kind: 'not_taken' }>

/** Wait after a rate limit that names no time: the documented example says 30 seconds. */
const defaultRateLimitMs = 30_000

/** Returns how long a rate limit lasts. */
export const rateLimitMs = ({ retryAfterMs }: NotTaken): number => retryAfterMs ?? defaultRateLimitMs

/** Returns the event of a submitting generation for the answer to its paid request, with what is stored along with it. */
export function submitTransition(
  submitting: Generation,
  outcome: SubmitOutcome,
  deps: {
    readonly nowMs: number
    readonly newVideoId: () => string
    readonly findModel: (id: string) => Model | undefined
    /** Returns the expected price of a request; null where it is unknown. */
    readonly estimate: (request: GenerationRequest) => Microdollars | null
  }
): { readonly event: GenerationEvent; readonly details: TransitionDetails } {
  const { nowMs } = deps
  switch (outcome.kind) {
    case 'accepted': {
      const { remoteId, etaSeconds, raw } = outcome
      const nextPollAtMs = nowMs + firstPollDelayMs(etaSeconds)
      const enhancedPrompt = enhancedPromptIn(raw, submitting.request.prompt)
      return {
        event: { type: 'accepted', remoteId, etaSeconds, nextPollAtMs },
        details: { why: `Sent, ID ${remoteId}`, raw, enhancedPrompt }
      }
    }
    case 'finished': {
      const { remoteId, links, raw } = outcome
      const enhancedPrompt = enhancedPromptIn(raw, submitting.request.prompt)
      const videos = newVideos(links, deps.newVideoId)
      return {
        event: { type: 'finished', remoteId },
        details: { why: 'Finished by ModelsLab', raw, enhancedPrompt, videos }
      }
    }
    case 'not_taken': {
      const notBeforeMs = outcome.waitFor === 'rate_limit' ? nowMs + rateLimitMs(outcome) : null
      const problem = withAmounts(submitting, outcome, deps.estimate(submitting.request))
      return {
        event: { type: 'not_taken', notBeforeMs, problem },
        details: { why: outcome.problem.message, raw: outcome.raw }
      }
    }
    case 'refused': {
      const { modelId } = submitting.request
      const problem = problems.aboutModel(outcome.problem, deps.findModel(modelId)?.name ?? modelId)
      return {
        event: { type: 'refused', remoteId: outcome.remoteId, problem },
        details: { why: problem.message, raw: outcome.raw }
      }
    }
    case 'unclear':
      return {
        event: { type: 'outcome_unclear', problem: outcome.problem },
        details: { why: outcome.problem.message, raw: outcome.raw }
      }
  }
}

/** Adds the amounts to a refusal for lack of credit, where they are known. */
function withAmounts(submitting: Generation, outcome: NotTaken, needed: Microdollars | null): Problem {
  const { problem } = outcome
  const left = submitting.balanceBeforeMicrodollars
  // Amounts that do not explain the refusal would only confuse: prices are estimates, and a plan may have lapsed.
  if (outcome.waitFor !== 'credit' || needed === null || left === null || left >= needed) return problem
  const amounts = `${aboutPrice(needed)} needed, ${formatDollars(left, 'down')} left`
  return { ...problem, message: noCredit(amounts).message }
}
