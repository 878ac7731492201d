import { SimulatedClock } from './clock'
import type { Clips } from './files/clips'
import { FaultSwitches, type LayeredFaults } from './faults/fault-switches'
import { readFault, type FaultOrder } from './faults/faults'
import { makeJob, type Job, type JobRequest, type Link } from './api/jobs'
import { Ledger, type LedgerEntry } from './api/ledger'
import type { ResolvedOptions } from './options'

/** A paid POST and the outcome of its job. */
export interface ReportedEntry extends LedgerEntry {
  /** Null without a job. `nowhere`: done, but a fault leaves it without a usable address. */
  readonly jobOutcome: 'running' | 'succeeded' | 'nowhere' | 'failed' | null
}

/** Everything so far, for tests to count and compare. Holds no key. */
export interface LedgerReport {
  /** Every paid POST in the order of its arrival. */
  readonly entries: readonly ReportedEntry[]
  /** Number of requests by endpoint. */
  readonly requests: Readonly<Record<string, number>>
  readonly chargedMicrodollars: number
  readonly balanceMicrodollars: number
  readonly unfinishedJobs: number
  /** Largest number of unfinished jobs at once. */
  readonly mostUnfinishedJobs: number
}

/** State of the simulator: one account with its balance, jobs, faults and ledger. */
export class Simulation {
  readonly options: ResolvedOptions
  readonly clock: SimulatedClock
  readonly clips: Clips
  readonly ledger = new Ledger()
  /** Faults of all requests, from the options or the control endpoint. */
  readonly faults: FaultSwitches
  queueLimit: number
  acceptUnknownModels: boolean
  balanceMicrodollars: number
  readonly #jobs = new Map<string, Job>()
  readonly #links = new Map<string, { readonly job: Job; readonly link: Link }>()
  readonly #promptFaults = new Map<string, FaultSwitches>()
  readonly #requests = new Map<string, number>()
  #mostUnfinishedJobs = 0

  constructor(options: ResolvedOptions, clips: Clips) {
    this.options = options
    this.clips = clips
    this.clock = new SimulatedClock(options.speed)
    this.faults = new FaultSwitches(standingFaults(options.faults))
    this.queueLimit = options.queueLimit
    this.acceptUnknownModels = options.acceptUnknownModels
    this.balanceMicrodollars = options.balanceMicrodollars
  }

  get jobs(): readonly Job[] {
    return [...this.#jobs.values()]
  }

  count(endpoint: string): void {
    this.#requests.set(endpoint, (this.#requests.get(endpoint) ?? 0) + 1)
  }

  /** Returns whether a key is accepted: any, unless there is a list or it begins with `bad`. */
  acceptsKey(key: string): boolean {
    return this.options.keys ? this.options.keys.includes(key) : key !== '' && !key.startsWith('bad')
  }

  /** Makes a job and charges its price. */
  accept(request: JobRequest, ordered: readonly FaultOrder[], faults: LayeredFaults): Job {
    const job = makeJob(this.#jobs.size + 1, request, {
      seed: this.options.seed,
      nowMs: this.clock.nowMs(),
      speed: this.clock.speed,
      pace: this.options.pace,
      clipsOfShape: (shape) => this.clips.ofShape(shape),
      faults,
      ownFaults: new FaultSwitches(ordered)
    })
    this.#jobs.set(String(job.id), job)
    for (const link of job.links) this.publish(job, link)
    this.balanceMicrodollars -= job.chargedMicrodollars
    this.#mostUnfinishedJobs = Math.max(this.#mostUnfinishedJobs, this.unfinishedJobs())
    return job
  }

  /** Makes an address known to the file hosts. */
  publish(job: Job, link: Link): void {
    this.#links.set(link.uuid, { job, link })
  }

  job(id: string): Job | undefined {
    return this.#jobs.get(id)
  }

  linked(uuid: string): { readonly job: Job; readonly link: Link } | undefined {
    return this.#links.get(uuid)
  }

  isFinished(job: Job): boolean {
    return job.finishMs <= this.clock.nowMs()
  }

  unfinishedJobs(): number {
    return this.jobs.filter((job) => !this.isFinished(job)).length
  }

  /** Returns the faults of a prompt, counted over all its submits, so that `*1` lets the second one pass. */
  faultsOfPrompt(prompt: string, orders: readonly FaultOrder[]): FaultSwitches {
    const known = this.#promptFaults.get(prompt)
    if (known) return known
    const switches = new FaultSwitches(orders)
    this.#promptFaults.set(prompt, switches)
    return switches
  }

  report(): LedgerReport {
    const { entries } = this.ledger
    return {
      entries: entries.map((entry) => ({ ...entry, jobOutcome: this.#outcomeOf(entry) })),
      requests: Object.fromEntries(this.#requests),
      chargedMicrodollars: entries.reduce((sum, entry) => sum + entry.chargedMicrodollars, 0),
      balanceMicrodollars: this.balanceMicrodollars,
      unfinishedJobs: this.unfinishedJobs(),
      mostUnfinishedJobs: this.#mostUnfinishedJobs
    }
  }

  #outcomeOf({ remoteId }: LedgerEntry): ReportedEntry['jobOutcome'] {
    const job = this.job(remoteId ?? '')
    if (!job) return null
    if (!this.isFinished(job)) return 'running'
    if (job.fails) return 'failed'
    return job.disguise.outputUrl !== null || job.disguise.output === 'missing' ? 'nowhere' : 'succeeded'
  }

  /** Resets to the start: no jobs, only the initial faults, the initial balance. */
  reset(): void {
    this.#jobs.clear()
    this.#links.clear()
    this.#promptFaults.clear()
    this.#requests.clear()
    this.#mostUnfinishedJobs = 0
    this.ledger.clear()
    this.faults.clear()
    for (const order of standingFaults(this.options.faults)) this.faults.add(order)
    this.queueLimit = this.options.queueLimit
    this.acceptUnknownModels = this.options.acceptUnknownModels
    this.balanceMicrodollars = this.options.balanceMicrodollars
    this.clock.setSpeed(this.options.speed)
  }
}

function standingFaults(written: readonly string[]): FaultOrder[] {
  return written.map((text) => {
    const order = readFault(text)
    if (!order.ok) throw new Error(`${order.error}.`)
    return order.value
  })
}
