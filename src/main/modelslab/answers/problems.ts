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
  advice: 'Copy it again, or create a new one in the dashboard.',
  ...quoting(saying),
  retryable: true,
  charged: 'no'
})

export const keyRejectedWhileRunning = (saying: Saying): Problem => ({
  code: 'key_rejected',
  message: 'ModelsLab rejected this key. Clips already sent keep running there.',
  advice: 'Replace the key to download them.',
  ...quoting(saying),
  retryable: true
})

export const noCredit = (saying: Saying): Problem => ({ ...texts.noCredit(), ...quoting(saying) })

export const rateLimited = (saying: Saying): Problem => ({
  code: 'rate_limited',
  message: 'ModelsLab is at your plan’s limit. Dailies will retry.',
  ...quoting(saying),
  retryable: true,
  charged: 'no',
  ...(saying.retryAfterMs !== null && { retryAfterMs: saying.retryAfterMs })
})

export const askedTooOften = (saying: Saying): Problem => ({
  code: 'rate_limited',
  message: 'ModelsLab asked Dailies to wait before checking again.',
  ...quoting(saying),
  retryable: true,
  ...(saying.retryAfterMs !== null && { retryAfterMs: saying.retryAfterMs })
})

export const planLacksModel = (saying: Saying): Problem => ({ ...texts.planLacksModel(), ...quoting(saying) })

export const unknownModel = (saying: Saying): Problem => ({
  code: 'bad_request',
  message: 'ModelsLab doesn’t know this model.',
  advice: 'Choose another model, or check the capitals in its ID.',
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
  message: 'ModelsLab didn’t accept this prompt or its settings.',
  advice: 'Change what it names, then generate again.',
  ...atField(saying),
  ...quoting(saying),
  retryable: false,
  charged: 'no'
})

export const contentRefused = (saying: Saying, charged: 'no' | 'not_known'): Problem => ({
  code: 'content_refused',
  message: `The model refused this prompt under its content rules.${
    saying.theirWords === null ? ' It didn’t say which words.' : ''
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
  advice: 'Retrying is charged as a new clip.',
  ...quoting(saying),
  retryable: false,
  charged: 'not_known'
})

/** Adapts a refusal to a generation that has an id at the service all the same. */
export const withItsId = (problem: Problem): Problem => ({
  ...problem,
  advice: 'Check again (free): its ID is saved. Retrying is charged as a new clip.',
  retryable: true
})

export const unknownId = (saying: Saying): Problem => ({
  code: 'unknown_at_provider',
  message: 'ModelsLab doesn’t know this clip, or no longer does.',
  advice: 'Check again later (free), or look in the ModelsLab dashboard. Its ID is saved.',
  ...quoting(saying),
  retryable: true,
  charged: 'not_known'
})

export const notSent = (outcome: Extract<HttpOutcome, { kind: 'not_sent' }>): Problem => ({
  ...noConnection(outcome),
  message: `${noConnection(outcome).message} Not sent, not charged.`,
  charged: 'no'
})

/** A paid request whose outcome is unknown. `happened` is a sentence. */
export const mayHaveBeenSent = (happened: string): Problem => ({
  code: 'may_have_been_sent',
  message: `${happened} It may be running and may be charged. Dailies won’t send it again on its own.`,
  advice: 'Check your account, enter its ID, send it again, or mark it as not sent.',
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
  message: 'ModelsLab’s answer didn’t arrive.'
} as const
const connectionWords: Readonly<Record<NotAnswered['why'], Pick<Problem, 'code' | 'message' | 'advice'>>> = {
  offline,
  dns: offline,
  refused: offline,
  unreachable: offline,
  called_off: offline,
  tls: {
    code: 'not_the_api',
    message: 'The server at ModelsLab’s address couldn’t prove that it’s ModelsLab.'
  },
  proxy: {
    code: 'not_the_api',
    message: 'This network’s proxy blocked the connection to ModelsLab.',
    advice: 'Check the proxy in your network settings.'
  },
  cut: interrupted,
  timeout: interrupted,
  aborted: interrupted,
  other: interrupted,
  too_large: { code: 'not_the_api', message: 'The answer is too large to be from ModelsLab.' }
}

/** Problem of a response that says nothing about the request: an error of the service, a page of the network. */
export function noAnswer(answer: Answer): Problem {
  const { httpStatus, format } = answer
  if (httpStatus >= 500) {
    const message = `ModelsLab isn’t available right now (error ${httpStatus}).`
    return { code: 'provider_unavailable', message, retryable: true }
  }
  if (format === 'json' && !isFromSomethingElse(answer)) {
    const message = 'ModelsLab gave an unexpected answer.'
    return { code: 'provider_unavailable', message, ...quoting(answer), retryable: true }
  }
  const what = format === 'page' ? 'A web page came' : 'Something else came'
  return {
    code: 'not_the_api',
    message: `${what} in place of ModelsLab’s answer.`,
    advice: 'If this network has a sign-in page, open it in a browser first.',
    retryable: true
  }
}
