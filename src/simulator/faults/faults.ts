import { err, ok, type Result } from '../../shared/result'
import { refusal, refusalKinds, type RefusalKind } from '../answers/refusals'
import { spoiltAnswer, spoiltKinds, type SpoiltKind } from '../answers/spoilt-answers'

/** Calls whose answers can be spoilt or refused. */
export const stages = ['submit', 'poll', 'account'] as const
export type Stage = (typeof stages)[number]

interface Row {
  readonly what: string
  /** Meaning and default of `=value`. */
  readonly value?: string
}

const stageFaults = {
  slow: { what: 'answers late', value: 'seconds (15)' },
  drip: { what: 'sends the answer byte by byte', value: 'seconds between bytes (10)' },
  huge: { what: 'blows the JSON up', value: 'megabytes (8)' },
  bomb: { what: 'gzip that inflates to a huge JSON', value: 'megabytes (100)' },
  headers: { what: 'a huge response header', value: 'kilobytes (1000)' },
  numbers: {
    what: 'writes every number as a fraction, a string or both',
    value: 'fraction, string, both (both)'
  }
} as const satisfies Record<string, Row>

/** Applied when a job is made. */
const jobFaults = {
  'job-success': { what: 'is finished at once: the answer to the submit holds the result' },
  'job-stuck': { what: 'never finishes' },
  'job-fails': { what: 'fails when it would have finished', value: 'one of the refusals (failed)' },
  'job-finish-after': { what: 'finishes after a fixed time', value: 'simulated seconds (0)' },
  'job-eta': { what: 'another eta', value: '0, -1, 1e12, soon, 20.93, missing, … (missing)' },
  'job-id': { what: 'another id in the answer to the submit', value: 'JSON or text (0)' },
  'job-id-string': { what: 'an id that is a string' },
  'job-no-id': { what: 'an answer to the submit without an id' },
  'job-status': { what: 'another status in the answer to the submit', value: 'the status (queued)' },
  'job-model': { what: 'meta.model_id names another model', value: 'the model (wan2.2)' },
  'job-prompt': {
    what: 'meta.prompt is the prompt as an enhancer wrote it',
    value: 'the prompt (A prompt with more words in it)'
  },
  'job-fetch-result': { what: 'another fetch_result', value: 'the address (https://example.invalid/fetch)' },
  'job-poll-shape': { what: 'how a poll says "processing"', value: 'bare or full (bare)' },
  'job-proxy-links': {
    what: 'the form of proxy_links',
    value: 'array, object, numbered, null, missing (object)'
  },
  'job-tip': { what: 'whether there is a tip', value: 'yes or no (no)' },
  'job-output': {
    what: 'the form of output in a success',
    value: 'string, object, nested, nulls, many, pair, twice, url-field, missing (string)'
  },
  'job-output-url': { what: 'another address as output', value: 'the address (file:///etc/passwd)' }
} as const satisfies Record<string, Row>

/** Applied by a poll or by a link. */
const pollFaults = {
  'poll-flip': { what: 'says processing again after success was said' },
  'poll-no-output': { what: 'success with no address at all' },
  'poll-status': { what: 'another status', value: 'the status (SUCCESS)' },
  'link-gone': {
    what: 'the links handed out stop working; a later poll brings fresh ones',
    value: 'status:seconds (404:0)'
  }
} as const satisfies Record<string, Row>

const accountFaults = {
  'account-balance': { what: 'another balance', value: 'JSON or text ("unlimited")' },
  'account-balance-top': { what: 'the balance at the top of the answer' },
  'account-balance-missing': { what: 'no balance in the answer' },
  'account-assets': {
    what: 'the list of the account’s videos',
    value: 'refused, or described: with prompt and time (refused)'
  },
  'account-models': { what: 'the envelope of the model list', value: 'items, models, results, bare (bare)' },
  'account-models-many': { what: 'a long model list', value: 'entries (50000)' }
} as const satisfies Record<string, Row>

/** Applied by one request for a result file. */
const fileFaults = {
  'file-404': { what: '404 with an HTML page' },
  'file-403': { what: '403 with an HTML page' },
  'file-410': { what: '410 with an HTML page' },
  'file-300': { what: '300 with an HTML page and no Location' },
  'file-304': { what: '304 to a request that had no condition' },
  'file-503': { what: '503 with plain text', value: 'Retry-After (none)' },
  'file-main-404': { what: '404 at the main host; the proxy host works' },
  'file-main-reset': { what: 'the main host resets the connection; the proxy host works' },
  'file-reset': { what: 'resets the connection', value: 'after bytes (1000)' },
  'file-cut': { what: 'closes the connection', value: 'after bytes (1000)' },
  'file-stall': { what: 'stops sending and keeps the connection', value: 'after bytes (1000)' },
  'file-drip': { what: 'sends slowly', value: 'bytes a simulated second (1000)' },
  'file-slow': { what: 'answers late', value: 'seconds (15)' },
  'file-no-answer': { what: 'never answers' },
  'file-no-range': { what: 'ignores Range and answers 200' },
  'file-206-start': { what: '206 that begins one byte too late' },
  'file-206-total': { what: '206 that names another total' },
  'file-206-no-range': { what: '206 without Content-Range' },
  'file-changed': { what: 'from now on the file is another one, with other validators' },
  'file-changed-206': { what: 'as file-changed, and If-Range is ignored this time' },
  'file-weak-etag': { what: 'a weak ETag and no Last-Modified' },
  'file-no-validators': { what: 'no ETag and no Last-Modified' },
  'file-etag': { what: 'another ETag', value: 'the header ("")' },
  'file-last-modified': { what: 'another Last-Modified', value: 'the header (a date in 2099)' },
  'file-416': { what: '416 with the true length' },
  'file-416-other': { what: '416 with another length' },
  'file-416-bare': { what: '416 without Content-Range' },
  'file-length': { what: 'another Content-Length', value: 'the header (-1)' },
  'file-no-length': { what: 'no Content-Length' },
  'file-two-lengths': { what: 'two different Content-Length headers' },
  'file-length-chunked': { what: 'Content-Length together with chunks' },
  'file-longer': { what: 'more bytes than announced', value: 'bytes more (1000)' },
  'file-endless': { what: 'never stops sending' },
  'file-html': { what: 'HTML that calls itself video/mp4' },
  'file-portal': { what: '200 with the HTML page of a captive portal' },
  'file-json': { what: 'a JSON error that calls itself video/mp4' },
  'file-zip': { what: 'a ZIP that calls itself video/mp4' },
  'file-png': { what: 'a PNG that calls itself video/mp4' },
  'file-elf': { what: 'a program that calls itself video/mp4' },
  'file-empty': { what: 'no bytes' },
  'file-byte': { what: 'one byte' },
  'file-odd': {
    what: 'a file of another kind or of another build',
    value: 'vp9.webm, h264.mkv, h264.mov, hevc.mp4, animation.gif, tail1, log, free-first, c2pa, cut, … (log)'
  },
  'file-html-tail': { what: 'the head of an MP4, then HTML' },
  'file-redirect': { what: '302 to another address', value: 'the address (the same file at another path)' },
  'file-redirect-relative': { what: '302 to the same file by a relative address' },
  'file-redirect-file': { what: '302 to a file: address' },
  'file-redirect-private': { what: '302 to a private address' },
  'file-redirect-loop': { what: '302 to itself' },
  'file-redirect-hops': { what: 'a row of redirects that ends at the file', value: 'how many (20)' },
  'file-redirect-nowhere': { what: '302 without Location' },
  'file-gzip': { what: 'Content-Encoding: gzip' },
  'file-type': {
    what: 'another Content-Type for the true video',
    value: 'the header (text/html), or missing'
  },
  'file-disposition': { what: 'a Content-Disposition that names a path' }
} as const satisfies Record<string, Row>

export type FaultName =
  | keyof typeof jobFaults
  | keyof typeof pollFaults
  | keyof typeof accountFaults
  | keyof typeof fileFaults
  | `${Stage}-${keyof typeof stageFaults | SpoiltKind | RefusalKind}`
  | `submit-${SpoiltKind}-created`

export interface Fault extends Row {
  readonly name: FaultName
}

const rowsOf = (table: Readonly<Record<string, Row>>, before = ''): Fault[] =>
  Object.entries(table).map(([name, row]) => ({ ...row, name: `${before}${name}` as FaultName }))
const shown = ({ what, value }: Row, note = ''): Row => ({ what: what + note, ...(value && { value }) })

const stageRows = stages.flatMap((stage) => [
  ...rowsOf(stageFaults, `${stage}-`),
  ...spoiltKinds.flatMap((kind): Fault[] => [
    {
      name: `${stage}-${kind}`,
      ...shown(spoiltAnswer(kind), stage === 'submit' ? '; nothing is made' : '')
    },
    ...(stage === 'submit'
      ? [
          {
            name: `submit-${kind}-created` as const,
            ...shown(spoiltAnswer(kind), '; the job is made and charged')
          }
        ]
      : [])
  ]),
  ...refusalKinds.map((kind): Fault => ({ name: `${stage}-${kind}`, ...shown(refusal(kind)) }))
])

/** Every fault the simulator can produce. */
export const faults: readonly Fault[] = [
  ...stageRows.filter(({ name }) => name.startsWith('submit-')),
  ...rowsOf(jobFaults),
  ...stageRows.filter(({ name }) => name.startsWith('poll-')),
  ...rowsOf(pollFaults),
  ...rowsOf(fileFaults),
  ...stageRows.filter(({ name }) => name.startsWith('account-')),
  ...rowsOf(accountFaults)
]

const names = new Set<string>(faults.map(({ name }) => name))

/** Notation of a fault in prompts, on the command line and at the control endpoint. */
export const faultSyntax =
  'name, name=value, name*times or name=value*times; in a prompt within brackets: [sim: job-eta=0, file-cut=5000*2]'

/** One requested fault. */
export interface FaultOrder {
  readonly name: FaultName
  readonly value: string | undefined
  /** Number of times it applies; Infinity is always. */
  readonly times: number
}

/** Reads `name=value*times`; `_` and `-` are the same in names. */
export function readFault(written: string): Result<FaultOrder, string> {
  const match = /^\s*([\w-]+)(?:=(.*?))?(?:\*(\d+))?\s*$/s.exec(written)
  const name = match?.[1]?.toLowerCase().replaceAll('_', '-')
  if (!match || name === undefined) return err(`"${written}" is not written as ${faultSyntax}`)
  if (!names.has(name)) return err(`the simulator knows no fault "${name}"`)
  const times = match[3] === undefined ? Number.POSITIVE_INFINITY : Number(match[3])
  return ok({ name: name as FaultName, value: match[2], times })
}

/** Reads the faults that a prompt asks for with `[sim: …]`, and collects what is not readable. */
export function faultsInPrompt(prompt: string): Result<readonly FaultOrder[], string> {
  const orders: FaultOrder[] = []
  for (const [, list = ''] of prompt.matchAll(/\[sim:([^\]]*)\]/gi)) {
    for (const written of list.split(/[\s,]+/).filter((part) => part !== '')) {
      const order = readFault(written)
      if (!order.ok) return order
      orders.push(order.value)
    }
  }
  return ok(orders)
}
