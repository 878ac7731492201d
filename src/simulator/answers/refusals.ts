import { json, type Reply } from './reply'

/** Inputs of a refusal. */
interface Refusing {
  readonly value: string | undefined
  /** Key as sent, for answers that repeat it. */
  readonly key: string
  readonly queueLimit: number
  /** Actual validation errors of the request, if any. */
  readonly issue: { readonly field: string; readonly message: string } | null
}

interface Refusal {
  readonly what: string
  readonly value?: string
  readonly reply: (refusing: Refusing) => Reply
}

const error = (status: number, message: unknown, more: object = {}): Reply =>
  json(status, { status: 'error', message, ...more })
const header = (reply: Reply, name: string, value: string): Reply => ({
  ...reply,
  headers: { ...reply.headers, [name]: value }
})
/** Parses a number if possible, so that `=30` is sent as 30 and `=soon` as a string. */
export const jsonOrText = (value: string): unknown => {
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
const tooMany = ({ queueLimit }: Refusing): string =>
  `Rate limit exceeded. Maximum ${queueLimit} queued requests allowed.`
const noCredit = 'Insufficient credits. Please add more credits to continue.'
const issueOf = ({ issue }: Refusing): { field: string; message: string } =>
  issue ?? { field: 'prompt', message: 'prompt is invalid' }
const fieldMessages = (refusing: Refusing): Record<string, string[]> => {
  const { field, message } = issueOf(refusing)
  return { [field]: [`The ${message}.`] }
}
const modelGone = 'Model veo-3.1-fast is no longer available'
const goneAtGoogle =
  'models/veo-3.1-fast-generate-preview is not found for API version v1beta, or is not supported for predictLongRunning.'
const failed = { status: 'failed', id: '', message: 'Failed, Try Again', output: '' }
const notFound = {
  status: 'failed',
  id: '',
  message: 'Request not found',
  output: '',
  tip: 'Results are kept for a while only.'
}
const policy = 'The prompt was rejected by the content filter.'

/** Answers in which the API refuses. A refused submit makes no job and costs nothing. */
const refusals = {
  invalid: { what: '400, validation error as a string', reply: (at) => error(400, issueOf(at).message) },
  'invalid-422': { what: '422, validation error as an object', reply: (at) => error(422, fieldMessages(at)) },
  'invalid-200': { what: '200, validation error as an object', reply: (at) => error(200, fieldMessages(at)) },
  'model-400': { what: '400, unknown model', reply: () => error(400, 'Model not found: nope') },
  'model-404': { what: '404, unknown model', reply: () => error(404, 'Model not found: nope') },
  'model-200': { what: '200, unknown model', reply: () => error(200, 'Model id not found') },
  'model-gone': {
    what: '200, error, the model is gone',
    value: 'the message (Model veo-3.1-fast is no longer available)',
    reply: (at) => error(200, at.value ?? modelGone)
  },
  'model-gone-failed': {
    what: '200, failed, the model is gone',
    value: 'the message (Model veo-3.1-fast is no longer available)',
    reply: (at) => json(200, { ...failed, message: at.value ?? modelGone })
  },
  'model-gone-404': {
    what: '404, the model is gone in the words of Google',
    reply: () => error(404, goneAtGoogle)
  },
  401: { what: '401, bad key', reply: () => error(401, 'Invalid API key') },
  '401-200': {
    what: '200, bad key',
    reply: () => error(200, 'Invalid Api Key', { tip: 'Check or renew the key in your dashboard.' })
  },
  '401-echo': {
    what: '401 whose message repeats the key',
    reply: ({ key }) => error(401, `Invalid API key: ${key}`, { tip: `Is ${key} still active?` })
  },
  402: { what: '402, no credit', reply: () => error(402, noCredit) },
  '402-200': { what: '200, no credit', reply: () => error(200, noCredit) },
  403: {
    what: '403, not in this plan',
    reply: () => error(403, 'This feature requires a premium subscription')
  },
  429: {
    what: '429 with retry_after in the body',
    value: 'retry_after (30)',
    reply: (at) => error(429, tooMany(at), { retry_after: jsonOrText(at.value ?? '30') })
  },
  '429-header': {
    what: '429 with a Retry-After header',
    value: 'the header (30)',
    reply: (at) => header(error(429, tooMany(at)), 'retry-after', at.value ?? '30')
  },
  '429-reset': {
    what: '429 with an X-RateLimit-Reset header',
    value: 'the header (30)',
    reply: (at) => header(error(429, tooMany(at)), 'x-ratelimit-reset', at.value ?? '30')
  },
  '429-bare': { what: '429 that names no time', reply: (at) => error(429, tooMany(at)) },
  '429-200': {
    what: '200, rate limit',
    reply: () =>
      error(200, 'Rate limit exceeded', { tips: 'The same request was repeated, wait 30 seconds.' })
  },
  failed: { what: '200, failed, with empty id and output', reply: () => json(200, failed) },
  'failed-400': { what: '400, failed, with empty id and output', reply: () => json(400, failed) },
  error: { what: '200, error with a message', reply: () => error(200, policy) },
  'error-400': { what: '400, error with a message', reply: () => error(400, policy) },
  'error-field': {
    what: '200, error whose text is in `error`',
    reply: () => json(200, { status: 'error', error: policy })
  },
  'error-echo': {
    what: '200, error whose message repeats the key',
    reply: ({ key }) => error(200, `The account of ${key} cannot do this.`)
  },
  messege: {
    what: '200, error whose text is in `messege`',
    reply: () => json(200, { status: 'error', messege: policy })
  },
  'not-found': { what: '200, failed, "Request not found"', reply: () => json(200, notFound) },
  'not-found-404': { what: '404, "Request not found"', reply: () => json(404, notFound) }
} as const satisfies Record<string | number, Refusal>

export type RefusalKind = `${keyof typeof refusals}`

/** Looked up by name, with the common type of all rows. */
export const refusal = (kind: RefusalKind): Refusal => (refusals as Record<RefusalKind, Refusal>)[kind]

export const refusalKinds = Object.keys(refusals) as RefusalKind[]
export const isRefusalKind = (name: string): name is RefusalKind => name in refusals
