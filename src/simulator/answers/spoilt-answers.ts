import { html, json, text, type Delivery, type Reply } from './reply'
import { errorPage, portalPage } from './pages'

/** Inputs of a spoilt answer. */
interface Spoiling {
  /** Value of the fault, after `=`. */
  readonly value: string | undefined
  /** The original answer, where the work was done before it was spoilt. */
  readonly intended: Reply | null
}

interface SpoiltAnswer {
  readonly what: string
  /** Meaning and default of `=value`. */
  readonly value?: string
  readonly deliver: (spoiling: Spoiling) => Delivery
}

const whole = (reply: Reply): Delivery => ({ kind: 'whole', reply })
const accepted: Reply = json(200, { status: 'processing', id: 176_445_190, eta: 80, output: [] })

/**
 * Answers that leave open whether anything was done. At the submit each has two forms: plain, the request
 * is dropped; with the suffix `-created` the job exists and is charged.
 */
const spoiltAnswers = {
  reset: { what: 'resets the connection (RST) once the body was read', deliver: () => ({ kind: 'reset' }) },
  close: { what: 'closes the connection (FIN) once the body was read', deliver: () => ({ kind: 'close' }) },
  'no-answer': { what: 'reads the body and never answers', deliver: () => ({ kind: 'silence' }) },
  'half-json': {
    what: '200 that breaks off in the middle of its JSON',
    deliver: ({ intended }) => ({ kind: 'half', reply: intended ?? accepted })
  },
  empty: {
    what: '200 with no body',
    deliver: () => whole({ status: 200, headers: { 'content-type': 'application/json' }, body: '' })
  },
  body: {
    what: '200 with a body of your own',
    value: 'the body (null)',
    deliver: ({ value }) =>
      whole({ status: 200, headers: { 'content-type': 'application/json' }, body: value ?? 'null' })
  },
  portal: { what: '200 with the HTML page of a captive portal', deliver: () => whole(html(200, portalPage)) },
  redirect: {
    what: '307 to another address',
    value: 'the address (/portal)',
    deliver: ({ value }) =>
      whole({ ...html(307, errorPage('307 Temporary Redirect')), location: value ?? '/portal' })
  },
  408: {
    what: '408 once the body was read, and the connection closed',
    deliver: () => whole({ ...html(408, errorPage('408 Request Timeout')), closes: true })
  },
  500: {
    what: '500 with the JSON of the API',
    deliver: () => whole(json(500, { status: 'error', message: 'Internal server error. Please try again.' }))
  },
  '500-html': {
    what: '500 with the HTML of the load balancer',
    deliver: () => whole(html(500, errorPage('500 Server Error. Please try again in 30 seconds.')))
  },
  '500-failed': {
    what: '500 whose JSON says failed',
    deliver: () => whole(json(500, { status: 'failed', id: '', message: 'Failed, Try Again', output: '' }))
  },
  502: {
    what: '502 with HTML of about 6 kB',
    deliver: () => whole(html(502, errorPage('502 Bad gateway', 6000)))
  },
  503: { what: '503 with plain text', deliver: () => whole(text(503, 'Service Unavailable')) },
  504: { what: '504 with HTML', deliver: () => whole(html(504, errorPage('504 Gateway time-out'))) }
} as const satisfies Record<string | number, SpoiltAnswer>

export type SpoiltKind = `${keyof typeof spoiltAnswers}`

/** Looked up by name, with the common type of all rows. */
export const spoiltAnswer = (kind: SpoiltKind): SpoiltAnswer =>
  (spoiltAnswers as Record<SpoiltKind, SpoiltAnswer>)[kind]

export const spoiltKinds = Object.keys(spoiltAnswers) as SpoiltKind[]
