import type { Answer } from './answer'
import { saysModelGone } from './model-gone/model-gone'

/**
 * Topic of a message of the service, by its wording: the same refusals come with an HTTP status of their own or inside
 * a 200. The wordings are those of ModelsLab's error-codes.mdx, rate-limits.mdx and older documents.
 */
export type Meaning =
  | 'key'
  | 'credit'
  | 'rate_limit'
  | 'model_gone'
  | 'unknown_model'
  | 'validation'
  | 'content'
  | 'unknown_id'
  | 'other'

interface Wordings {
  readonly test: (message: string, modelId: string | null) => boolean
}

/**
 * The first three mean "not accepted" inside a 200, after which a paid request is sent again automatically: they match
 * at the start only, so that a message which quotes the prompt cannot be mistaken for one of them.
 */
const meanings: readonly (readonly [Meaning, Wordings])[] = [
  [
    'key',
    /^((the|an?|your|invalid|missing|wrong|unknown|expired|inactive) )*api[ _-]?key\b|^key: |^unauthenticated\b|^invalid key\b/i
  ],
  [
    'rate_limit',
    /^rate[ _-]?limit|^too many requests\b|^maximum \d+ queued\b|^queue (is )?full\b|^you have (exceeded|reached) (your|the) (rate )?limit/i
  ],
  [
    'credit',
    /^(you have |you do not have )?(insufficient|not enough|no|enough) (credits?|balance|funds)\b|^payment required\b|^your (credits?|balance|subscription|wallet)\b/i
  ],
  ['model_gone', { test: saysModelGone }],
  ['unknown_model', /\bmodel\b.*\b(not found|does not exist|invalid)\b|\b(unknown|invalid) model\b/i],
  [
    'content',
    /\bnsfw\b|\bmoderat|\bsafety\b|\bsensitive\b|\bflagged\b|\bprohibited\b|\binappropriate\b|\bcontent (filter|rule|guideline)|\bpolicy\b/i
  ],
  ['validation', /\b(is required|must (be|not|have)|is invalid|is not (valid|supported|allowed))\b/i],
  ['unknown_id', /\bnot found\b|\bno such\b|\bdoes not exist\b|\binvalid (request )?id\b/i]
]

export const meaningOf = ({ message, modelId }: Answer): Meaning =>
  meanings.find(([, says]) => says.test(message, modelId))?.[0] ?? 'other'

const unknownModel =
  /\bmodel(?:[ _](?:id|name|version))?:? (?<name>[^\s;!?]{1,200} )?(?:was |is |could |does )?(?:not (?:be )?(?:found|known|exist)|unknown|invalid)(?=[\s.:;,!]*$|[.;,!]\s|(?<after>:\s*\S))|\b(?:unknown|invalid) model\b(?:[ _]id)?(?=[.:;,!]|\s*$)/i
const notAName =
  /^(outputs?|inputs?|files?|weights?|servers?|instances?|responses?|results?|cache|data|videos?|images?|audio|for|to|of|in|returned|produced|gave|is|was|are) $/i

/**
 * Returns whether a message says that the model, and nothing of it, is unknown: by its name, or without one. Null where
 * it says neither.
 */
export function unknownModelIn({ message }: Answer): 'named' | 'unnamed' | null {
  const match = unknownModel.exec(message)
  if (!match) return null
  const { name, after } = match.groups ?? {}
  if (name === undefined) return after === undefined ? 'unnamed' : 'named'
  return notAName.test(name) ? null : 'named'
}

/** Returns whether an error is about a temporary condition, or says nothing. */
export const mayPass = ({ message }: Answer): boolean =>
  message === '' ||
  /^(please )?try again\b|^(internal )?server error\b|\b(temporarily|service) unavailable\b|\b(timed out|timeout|overloaded|too busy)\b/i.test(
    message
  )

/** Outcomes behind the status words of the service and its clients. */
export type Verdict = 'succeeded' | 'refused' | 'failed' | 'running' | 'unknown'

const verdicts = new Map<string | null, Verdict>(
  Object.entries({
    success: 'succeeded',
    completed: 'succeeded',
    error: 'refused',
    failed: 'failed',
    cancelled: 'failed',
    canceled: 'failed',
    processing: 'running',
    queued: 'running',
    pending: 'running',
    'in progress': 'running'
  } as const)
)

export const verdictOf = ({ status }: Answer): Verdict => verdicts.get(status) ?? 'unknown'
