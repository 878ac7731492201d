import { systemClock, type Clock } from '../../base/clock'
import type { Downloader, DownloadJob, DownloadOutcome, TransferProgress } from '../download'
import { brokenInside, downloadProcessDied, downloadProcessKeepsDying } from '../problems'
import type { Problem } from '@shared/problem'
import { AnyOutcome, FromWorker, type MessagePort, type ToWorker } from './process-messages'

/** A process that runs a `DownloadWorker`. */
export interface WorkerProcess extends MessagePort<ToWorker> {
  onExit(listener: () => void): void
  kill(): void
}

export interface ProcessDownloaderDeps {
  readonly fork: () => WorkerProcess
  /** How the system reaches an origin, in the form of `session.resolveProxy`. */
  readonly resolveProxy: (origin: string) => Promise<string>
  readonly log?: (line: string) => void
  readonly clock?: Clock
}

interface Running {
  readonly onProgress: (progress: TransferProgress) => void
  readonly finish: (outcome: DownloadOutcome) => void
}

const idleMs = 30_000
const goodbyeMs = 2000
const deathsBeforePause = 5
const deathsCountForMs = 60_000
/** Waits after the first, second, … death of the last minute. */
const backoffMs = [1000, 2000, 4000, 8000] as const

/**
 * Downloads in a process of its own, which is started for the first job and ended when there is nothing to do.
 * When it dies its jobs come back as `retry`: the part files are there, and the next call goes on with them.
 */
export class ProcessDownloader implements Downloader {
  readonly #deps: Required<ProcessDownloaderDeps>
  readonly #running = new Map<number, Running>()
  readonly #checks = new Map<number, (problem: Problem | null) => void>()
  #worker: WorkerProcess | null = null
  #nextJobNumber = 0
  #nextCheck = 0
  #deathsAtMs: readonly number[] = []
  #stopIdleTimer: () => void = () => undefined
  #onIdle: () => void = () => undefined
  #isDisposed = false

  constructor(deps: ProcessDownloaderDeps) {
    this.#deps = { log: () => undefined, clock: systemClock, ...deps }
  }

  download(
    job: DownloadJob,
    onProgress: (progress: TransferProgress) => void,
    signal: AbortSignal
  ): Promise<DownloadOutcome> {
    if (signal.aborted || this.#isDisposed) return Promise.resolve({ kind: 'cancelled' })
    const pause = this.#pauseAfterDeaths()
    if (pause) return Promise.resolve(pause)
    this.#stopIdleTimer()
    this.#worker ??= this.#start()
    return this.#run(this.#worker, job, onProgress, signal)
  }

  whyBlocked(url: string, loopbackAllowed: boolean): Promise<Problem | null> {
    if (this.#isDisposed || this.#pauseAfterDeaths()) return Promise.resolve(null)
    this.#stopIdleTimer()
    const worker = (this.#worker ??= this.#start())
    const question = this.#nextCheck++
    return new Promise((resolve) => {
      this.#checks.set(question, resolve)
      worker.post({ type: 'check', question, url, loopbackAllowed })
    })
  }

  /** Calls off what is running and waits for it, two seconds at most; the parts are kept. */
  async dispose(): Promise<void> {
    this.#isDisposed = true
    this.#stopIdleTimer()
    const { clock } = this.#deps
    if (this.#running.size > 0) {
      for (const jobNumber of this.#running.keys()) this.#worker?.post({ type: 'cancel', jobNumber })
      await new Promise<void>((resolve) => {
        const stopTimer = clock.setTimer(goodbyeMs, resolve)
        this.#onIdle = () => {
          stopTimer()
          resolve()
        }
      })
    }
    this.#end()
    this.#finishAll({ kind: 'cancelled' })
  }

  #run(
    worker: WorkerProcess,
    job: DownloadJob,
    onProgress: (progress: TransferProgress) => void,
    signal: AbortSignal
  ): Promise<DownloadOutcome> {
    const jobNumber = this.#nextJobNumber++
    const cancel = (): void => worker.post({ type: 'cancel', jobNumber })
    return new Promise((resolve) => {
      const finish = (outcome: DownloadOutcome): void => {
        this.#running.delete(jobNumber)
        signal.removeEventListener('abort', cancel)
        resolve(outcome)
        this.#becomeIdleIfDone()
      }
      this.#running.set(jobNumber, { onProgress, finish })
      signal.addEventListener('abort', cancel, { once: true })
      worker.post({ type: 'start', jobNumber, job })
    })
  }

  #start(): WorkerProcess {
    const worker = this.#deps.fork()
    worker.onMessage((message) => {
      if (worker !== this.#worker) return
      const { data } = FromWorker.safeParse(message)
      if (data) this.#take(worker, data)
      else this.#passOver(message)
    })
    worker.onExit(() => {
      if (worker === this.#worker) this.#died()
    })
    return worker
  }

  #take(worker: WorkerProcess, message: FromWorker): void {
    switch (message.type) {
      case 'progress':
        this.#running.get(message.jobNumber)?.onProgress(message.progress)
        break
      case 'outcome':
        this.#running.get(message.jobNumber)?.finish(message.outcome)
        break
      case 'proxy_question':
        void this.#answerProxy(worker, message.question, message.origin)
        break
      case 'checked':
        this.#checks.get(message.question)?.(message.problem)
        this.#checks.delete(message.question)
        this.#becomeIdleIfDone()
        break
      case 'log':
        this.#deps.log(message.line)
    }
  }

  /** A job whose end cannot be read has ended all the same. */
  #passOver(message: unknown): void {
    this.#deps.log('The download process sent something that is no message.')
    const { data } = AnyOutcome.safeParse(message)
    if (data) this.#running.get(data.jobNumber)?.finish(brokenInside)
  }

  async #answerProxy(worker: WorkerProcess, question: number, origin: string): Promise<void> {
    const proxy = await this.#deps.resolveProxy(origin).catch(() => 'DIRECT')
    if (worker === this.#worker) worker.post({ type: 'proxy', question, proxy })
  }

  #died(): void {
    this.#worker = null
    const nowMs = this.#deps.clock.now()
    this.#deathsAtMs = [...this.#recentDeaths(nowMs), nowMs]
    this.#deps.log(`The download process ended by itself, ${this.#deathsAtMs.length} times in a minute.`)
    const retryAfterMs = backoffMs[this.#deathsAtMs.length - 1] ?? deathsCountForMs
    const outcome = { kind: 'retry', problem: downloadProcessDied, retryAfterMs } as const
    this.#finishAll(this.#pauseAfterDeaths() ?? outcome)
  }

  /** After too many deaths no process is started until the first of them is a minute ago. */
  #pauseAfterDeaths(): DownloadOutcome | null {
    const nowMs = this.#deps.clock.now()
    const recent = this.#recentDeaths(nowMs)
    const [first] = recent
    if (first === undefined || recent.length < deathsBeforePause) return null
    const retryAfterMs = first + deathsCountForMs - nowMs
    return { kind: 'retry', problem: downloadProcessKeepsDying, retryAfterMs }
  }

  /** Those of a future that a clock set back has made are forgotten. */
  #recentDeaths(nowMs: number): readonly number[] {
    return this.#deathsAtMs.filter((atMs) => atMs <= nowMs && nowMs - atMs < deathsCountForMs)
  }

  #becomeIdleIfDone(): void {
    if (this.#running.size > 0 || this.#checks.size > 0) return
    this.#stopIdleTimer = this.#deps.clock.setTimer(idleMs, () => this.#end())
    this.#onIdle()
  }

  #end(): void {
    this.#stopIdleTimer()
    const worker = this.#worker
    // Forgotten first, so that its end does not count as a death.
    this.#worker = null
    worker?.kill()
  }

  #finishAll(outcome: DownloadOutcome): void {
    for (const { finish } of [...this.#running.values()]) finish(outcome)
    for (const answer of this.#checks.values()) answer(null)
    this.#checks.clear()
  }
}
