import { parameters } from '@shared/catalogue/parameters'
import type { Problem } from '@shared/problem'
import * as texts from '@shared/problem-texts'
import { isFromSomethingElse, type Answer } from './answer'
import type { HttpOutcome } from '../transport/http'

type NotAnswered = Exclude<HttpOutcome, { kind: 'answered' }>
type Saying = Pick<Answer, 'theirWords' | 'field' | 'retryAfterMs'>

const quoting = ({ theirWords }: Saying): { theirWords?: string } =>
  theirWords === null ? {} : { theirWords }

/** Names in the form for the API's fields; any other field is specific to some models. */
const formFields: ReadonlyMap<string, string> = new Map([
  ['model_id', 'modelId'],
  ['prompt', 'prompt'],
  ...parameters.map(({ apiName, name }) => [apiName, name] as const)
])

const atField = ({ field }: Saying): { field?: string } =>
  field !== null && /^[a-z][a-z0-9_]{0,39}$/.test(field)
    ? { field: formFields.get(field) ?? `further.${field}` }
    : {}

export const keyRejected = (saying: Saying): Problem => ({
  code: 'key_rejected',
  message: 'ModelsLab rejected this key. Nothing was sent or charged.',
  advice: 'Replace the key, or look at it in the ModelsLab dashboard.',
  ...quoting(saying),
  retryable: true,
  charged: 'no'
})

export const keyRejectedWhileRunning = (saying: Saying): Problem => ({
  code: 'key_rejected',
  message: 'ModelsLab rejected this key. What was sent goes on there.',
  advice: 'Replace the key to receive it.',
  ...quoting(saying),
  retryable: true
})

export const noCredit = (saying: Saying): Problem => ({ ...texts.noCredit(), ...quoting(saying) })

export const rateLimited = (saying: Saying): Problem => ({
  code: 'rate_limited',
  message: 'Waiting for a free slot: ModelsLab runs only so many at once.',
  ...quoting(saying),
  retryable: true,
  charged: 'no',
  ...(saying.retryAfterMs !== null && { retryAfterMs: saying.retryAfterMs })
})

export const askedTooOften = (saying: Saying): Problem => ({
  code: 'rate_limited',
  message: 'ModelsLab asks us to wait before asking again.',
  ...quoting(saying),
  retryable: true,
  ...(saying.retryAfterMs !== null && { retryAfterMs: saying.retryAfterMs })
})

export const planLacksModel = (saying: Saying): Problem => ({ ...texts.planLacksModel(), ...quoting(saying) })

export const unknownModel = (saying: Saying): Problem => ({
  code: 'bad_request',
  message: 'ModelsLab does not know this model.',
  advice: 'Choose another model, or check its id for capitals.',
  field: 'modelId',
  ...quoting(saying),
  retryable: false,
  charged: 'no'
})

export const modelWithdrawn = (saying: Saying, charged: 'no' | 'not_known'): Problem => ({
  ...texts.modelWithdrawn(charged),
  ...quoting(saying)
})

export const badRequest = (saying: Saying): Problem => ({
  code: 'bad_request',
  message: 'ModelsLab did not accept this request as it stands.',
  advice: 'Change what it names, then generate again.',
  ...atField(saying),
  ...quoting(saying),
  retryable: false,
  charged: 'no'
})

export const contentRefused = (saying: Saying, charged: 'no' | 'not_known'): Problem => ({
  code: 'content_refused',
  message: `The model refused this prompt under its content rules.${
    saying.theirWords === null ? ' It did not say which words.' : ''
  }`,
  advice: 'Edit the prompt, or try another model.',
  field: 'prompt',
  ...quoting(saying),
  retryable: false,
  charged
})

/** A failure that the service reports about itself. */
export const providerFailed = (saying: Saying): Problem => ({
  code: 'provider_failed',
  message: 'ModelsLab reported a failure.',
  advice: 'Making it again is a new generation and costs again.',
  ...quoting(saying),
  retryable: false,
  charged: 'not_known'
})

/** Adapts a refusal to a generation that has an id at the service all the same. */
export const withItsId = (problem: Problem): Problem => ({
  ...problem,
  advice: 'Its id is kept: check again, which is free. Making it again is a new generation and costs again.',
  retryable: true
})

export const unknownId = (saying: Saying): Problem => ({
  code: 'unknown_at_provider',
  message: 'ModelsLab does not know this generation, or not any more.',
  advice: 'The id is kept: check again later, or look in the ModelsLab dashboard.',
  ...quoting(saying),
  retryable: true,
  charged: 'not_known'
})

export const notSent = (outcome: Extract<HttpOutcome, { kind: 'not_sent' }>): Problem => ({
  ...noConnection(outcome),
  message: `${noConnection(outcome).message} Not sent, not charged.`,
  charged: 'no'
})

/** A paid request whose outcome is unknown. `because` completes "We sent this but …". */
export const mayHaveBeenSent = (because: string): Problem => ({
  code: 'may_have_been_sent',
  message: `We sent this but ${because}, so it may be running and may be charged. We will not send it twice.`,
  advice: 'Check your account, send it again as a new generation, or mark it as not sent.',
  retryable: false,
  charged: 'not_known'
})

/** Problem of an idempotent request that got no response. */
export function noConnection(outcome: NotAnswered): Problem {
  return { ...connectionWords[outcome.why], retryable: true }
}

const offline = { code: 'offline', message: 'No connection to ModelsLab.' } as const
const interrupted = {
  code: 'provider_unavailable',
  message: 'The answer of ModelsLab did not arrive.'
} as const
const connectionWords: Readonly<Record<NotAnswered['why'], Pick<Problem, 'code' | 'message' | 'advice'>>> = {
  offline,
  dns: offline,
  refused: offline,
  unreachable: offline,
  called_off: offline,
  tls: {
    code: 'not_the_api',
    message: 'What answered at the address of ModelsLab could not prove that it is ModelsLab.'
  },
  proxy: {
    code: 'not_the_api',
    message: 'The proxy of this network let nothing through to ModelsLab.',
    advice: 'Check the proxy in the network settings of this computer.'
  },
  cut: interrupted,
  timeout: interrupted,
  aborted: interrupted,
  other: interrupted,
  too_large: { code: 'not_the_api', message: 'The answer is far larger than any of ModelsLab.' }
}

/** Problem of a response that says nothing about the request: an error of the service, a page of the network. */
export function noAnswer(answer: Answer): Problem {
  const { httpStatus, format } = answer
  if (httpStatus >= 500) {
    const message = `ModelsLab is not available at the moment (error ${httpStatus}).`
    return { code: 'provider_unavailable', message, retryable: true }
  }
  if (format === 'json' && !isFromSomethingElse(answer)) {
    const message = 'ModelsLab answered, but not what was asked.'
    return { code: 'provider_unavailable', message, ...quoting(answer), retryable: true }
  }
  const what = format === 'page' ? 'A web page came' : 'Something else came'
  return {
    code: 'not_the_api',
    message: `${what} in place of an answer of ModelsLab.`,
    advice: 'If this network has a sign-in page, open it in a browser first.',
    retryable: true
  }
}
