import { systemClock, type Clock } from '../../base/clock'
import type { Downloader, DownloadJob, DownloadOutcome, TransferProgress } from '../download'
import { brokenInside, downloadProcessCrashed, downloadProcessKeepsCrashing } from '../problems'
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
const crashesBeforePause = 5
const crashesCountForMs = 60_000
/** Back-off after the first, second, … crash within a minute. */
const backoffMs = [1000, 2000, 4000, 8000] as const

/**
 * Downloads in a separate process, which is started for the first job and ended when idle. When it crashes its jobs
 * end as `retry`: the part files are on disk, and the next call resumes them.
 */
export class ProcessDownloader implements Downloader {
  readonly #deps: Required<ProcessDownloaderDeps>
  readonly #running = new Map<number, Running>()
  readonly #checks = new Map<number, (problem: Problem | null) => void>()
  #worker: WorkerProcess | null = null
  #nextJobNumber = 0
  #nextCheck = 0
  #crashesAtMs: readonly number[] = []
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
    const pause = this.#pauseAfterCrashes()
    if (pause) return Promise.resolve(pause)
    this.#stopIdleTimer()
    this.#worker ??= this.#start()
    return this.#run(this.#worker, job, onProgress, signal)
  }

  whyBlocked(url: string, loopbackAllowed: boolean): Promise<Problem | null> {
    if (this.#isDisposed || this.#pauseAfterCrashes()) return Promise.resolve(null)
    this.#stopIdleTimer()
    const worker = (this.#worker ??= this.#start())
    const question = this.#nextCheck++
    return new Promise((resolve) => {
      this.#checks.set(question, resolve)
      worker.post({ type: 'check', question, url, loopbackAllowed })
    })
  }

  /** Cancels running jobs and waits for them, two seconds at most; their part files are kept. */
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
      else this.#ignore(message)
    })
    worker.onExit(() => {
      if (worker === this.#worker) this.#crashed()
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

  /** Ignores a message that does not parse, but ends its job if it is an outcome. */
  #ignore(message: unknown): void {
    this.#deps.log('Message of the download process ignored: it does not parse')
    const { data } = AnyOutcome.safeParse(message)
    if (data) this.#running.get(data.jobNumber)?.finish(brokenInside)
  }

  async #answerProxy(worker: WorkerProcess, question: number, origin: string): Promise<void> {
    const proxy = await this.#deps.resolveProxy(origin).catch(() => 'DIRECT')
    if (worker === this.#worker) worker.post({ type: 'proxy', question, proxy })
  }

  #crashed(): void {
    this.#worker = null
    const nowMs = this.#deps.clock.now()
    this.#crashesAtMs = [...this.#recentCrashes(nowMs), nowMs]
    this.#deps.log(`Download process crashed, ${this.#crashesAtMs.length} times in a minute`)
    const retryAfterMs = backoffMs[this.#crashesAtMs.length - 1] ?? crashesCountForMs
    const outcome = { kind: 'retry', problem: downloadProcessCrashed, retryAfterMs } as const
    this.#finishAll(this.#pauseAfterCrashes() ?? outcome)
  }

  /** Returns a retry outcome after too many crashes: no process is started until the first of them is a minute ago. */
  #pauseAfterCrashes(): DownloadOutcome | null {
    const nowMs = this.#deps.clock.now()
    const recent = this.#recentCrashes(nowMs)
    const [first] = recent
    if (first === undefined || recent.length < crashesBeforePause) return null
    const retryAfterMs = first + crashesCountForMs - nowMs
    return { kind: 'retry', problem: downloadProcessKeepsCrashing, retryAfterMs }
  }

  /** Returns the crashes of the last minute. Ignores those in the future: the clock was set back. */
  #recentCrashes(nowMs: number): readonly number[] {
    return this.#crashesAtMs.filter((atMs) => atMs <= nowMs && nowMs - atMs < crashesCountForMs)
  }

  #becomeIdleIfDone(): void {
    if (this.#running.size > 0 || this.#checks.size > 0) return
    this.#stopIdleTimer = this.#deps.clock.setTimer(idleMs, () => this.#end())
    this.#onIdle()
  }

  #end(): void {
    this.#stopIdleTimer()
    const worker = this.#worker
    // Cleared first, so that its exit does not count as a crash.
    this.#worker = null
    worker?.kill()
  }

  #finishAll(outcome: DownloadOutcome): void {
    for (const { finish } of [...this.#running.values()]) finish(outcome)
    for (const answer of this.#checks.values()) answer(null)
    this.#checks.clear()
  }
}
