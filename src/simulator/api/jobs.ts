import type { ClipPlan } from '../files/clips'
import type { FaultSwitches, LayeredFaults } from '../faults/fault-switches'
import { between, pick, randomFor, randomUuid, type Random } from '../random'
import { isRefusalKind, jsonOrText, type RefusalKind } from '../answers/refusals'
import type { Pace } from '../options'

/** Observed forms of `proxy_links`. */
type ProxyForm = 'array' | 'object' | 'numbered' | 'null' | 'missing'

/** A job that was accepted and charged. */
export interface Job {
  /** Number of the job, from 1; with the seed it determines everything random about it. */
  readonly number: number
  readonly id: number
  readonly prompt: string
  readonly modelId: string
  readonly clip: ClipPlan
  readonly chargedMicrodollars: number
  /** Promised seconds until the result, in real time; unset without a promise. */
  readonly eta: unknown
  /** Simulated time at which it is done; Infinity for a stuck job. */
  readonly finishMs: number
  /** The answer to the submit already holds the result. */
  readonly isImmediate: boolean
  /** Failure of the job, if it fails. */
  readonly fails: RefusalKind | null
  /** An unfinished poll answers with `output: ""` and no id, or with `output: []` and the id. */
  readonly pollShape: 'bare' | 'full'
  readonly proxyForm: ProxyForm
  readonly hasTip: boolean
  /** Fields that the answer to the submit misstates. */
  readonly disguise: Disguise
  /** Faults from its prompt for polls and files. */
  readonly faults: FaultSwitches
  /** Source of the names of result files. */
  readonly random: Random
  readonly links: Link[]
  /** True once a poll has reported success. */
  wasHandedOut: boolean
  /** Number of replacements of the file behind the links. */
  fileVersion: number
}

interface Disguise {
  /** Another id; `undefined` omits it. */
  readonly id: { readonly value: unknown } | null
  readonly status: string | null
  readonly modelId: string | null
  readonly prompt: string | null
  readonly fetchResult: string | null
  readonly output: string | null
  readonly outputUrl: string | null
}

/** One address of a result; fixed from the start, serves the file once the job is done. */
export interface Link {
  readonly uuid: string
  /** Simulated time from which it answers `goneStatus`. */
  goneAtMs: number
  goneStatus: number
}

/** A validated submit. */
export interface JobRequest {
  readonly prompt: string
  readonly modelId: string
  readonly shape: string | undefined
  readonly seconds: number
  readonly withAudio: boolean
  readonly chargedMicrodollars: number
}

export interface JobSurroundings {
  readonly seed: number
  readonly nowMs: number
  readonly speed: number
  readonly pace: Pace
  readonly clipsOfShape: (shape: string | undefined) => readonly string[]
  readonly faults: LayeredFaults
  readonly ownFaults: FaultSwitches
}

/** Base of job ids: looks like the API's, differs by seed. */
const firstId = 176_000_000
const idsPerSeed = 10_000

/** Makes a job. Draws random numbers in a fixed order, even if a fault overrides them. */
export function makeJob(number: number, request: JobRequest, around: JobSurroundings): Job {
  const random = randomFor(around.seed, number)
  const { faults, speed, nowMs } = around
  const promisedSeconds = between(random, around.pace.etaSeconds)
  const neededSeconds = promisedSeconds * between(random, around.pace.finishFactor)
  const pollShape = pick(random, ['bare', 'full'] as const)
  const proxyForm = pick(random, ['array', 'array', 'array', 'object', 'missing'] as const)
  const hasTip = random() < 0.7
  const sources = around.clipsOfShape(request.shape)
  const isImmediate = faults.take('job-success') !== undefined
  const id = firstId + Math.floor(randomFor(around.seed, 0)() * 9000) * idsPerSeed + number
  const source = sources[Math.floor(random() * sources.length)] ?? ''
  return {
    number,
    id,
    prompt: request.prompt,
    modelId: request.modelId,
    clip: { source, seconds: request.seconds, withAudio: request.withAudio },
    chargedMicrodollars: request.chargedMicrodollars,
    eta: etaOf(faults, Math.max(1, Math.round(promisedSeconds / speed))),
    finishMs: isImmediate ? nowMs : finishOf(faults, nowMs, neededSeconds),
    isImmediate,
    fails: failureOf(faults),
    pollShape: choiceOf(faults.take('job-poll-shape'), ['bare', 'full'], pollShape),
    proxyForm: choiceOf(
      faults.take('job-proxy-links'),
      ['object', 'array', 'numbered', 'null', 'missing'],
      proxyForm
    ),
    hasTip: choiceOf(faults.take('job-tip'), ['no', 'yes'], hasTip ? 'yes' : 'no') === 'yes',
    disguise: disguiseOf(faults, id),
    faults: around.ownFaults,
    random,
    links: [{ uuid: randomUuid(random), goneAtMs: Number.POSITIVE_INFINITY, goneStatus: 404 }],
    wasHandedOut: false,
    fileVersion: 0
  }
}

/** Returns the newest link, which polls answer with. */
export function currentLink(job: Job): Link {
  const link = job.links.at(-1)
  if (!link) throw new Error('A job has at least one link.')
  return link
}

/** Adds another address for the same file, as a provider with expiring links does. */
export function renewLink(job: Job): Link {
  const link: Link = { uuid: randomUuid(job.random), goneAtMs: Number.POSITIVE_INFINITY, goneStatus: 404 }
  job.links.push(link)
  return link
}

type Value = { readonly value: string | undefined } | undefined

/** Returns a fault's value if it is known, and the first known value if it has none. */
function choiceOf<T extends string>(fault: Value, choices: readonly [T, ...T[]], otherwise: T): T {
  if (!fault) return otherwise
  return choices.find((choice) => choice === fault.value) ?? choices[0]
}

function etaOf(faults: LayeredFaults, promised: number): unknown {
  const fault = faults.take('job-eta')
  if (!fault) return promised
  return fault.value === undefined || fault.value === 'missing' ? undefined : jsonOrText(fault.value)
}

function finishOf(faults: LayeredFaults, nowMs: number, neededSeconds: number): number {
  if (faults.take('job-stuck')) return Number.POSITIVE_INFINITY
  const fixed = faults.take('job-finish-after')
  return nowMs + 1000 * (fixed ? Number(fixed.value ?? 0) || 0 : neededSeconds)
}

function failureOf(faults: LayeredFaults): RefusalKind | null {
  const fault = faults.take('job-fails')
  if (!fault) return null
  return fault.value !== undefined && isRefusalKind(fault.value) ? fault.value : 'failed'
}

function disguiseOf(faults: LayeredFaults, trueId: number): Disguise {
  const text = (fault: Value, otherwise: string): string | null => (fault ? (fault.value ?? otherwise) : null)
  return {
    id: idDisguise(faults, trueId),
    status: text(faults.take('job-status'), 'queued'),
    modelId: text(faults.take('job-model'), 'wan2.2'),
    prompt: text(faults.take('job-prompt'), 'A prompt with more words in it'),
    fetchResult: text(faults.take('job-fetch-result'), 'https://example.invalid/fetch'),
    output: text(faults.take('job-output'), 'string'),
    outputUrl: text(faults.take('job-output-url'), 'file:///etc/passwd')
  }
}

function idDisguise(faults: LayeredFaults, trueId: number): Disguise['id'] {
  const other = faults.take('job-id')
  if (other) return { value: jsonOrText(other.value ?? '0') }
  if (faults.take('job-id-string')) return { value: String(trueId) }
  return faults.take('job-no-id') ? { value: undefined } : null
}
