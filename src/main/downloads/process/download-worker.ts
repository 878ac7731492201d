import type { Downloader, DownloadJob, DownloadOutcome } from '../download'
import { brokenInside } from '../problems'
import { ToWorker, type FromWorker, type MessagePort } from './process-messages'

/** Runs inside the download process: takes jobs from the port and posts progress and outcomes. */
export class DownloadWorker {
  readonly #port: MessagePort<FromWorker>
  readonly #downloader: Downloader
  readonly #running = new Map<number, AbortController>()
  readonly #questions = new Map<number, (proxy: string) => void>()
  #nextQuestion = 0

  /** @param makeDownloader Gets a function that asks the main process how an origin is reached. */
  constructor(
    port: MessagePort<FromWorker>,
    makeDownloader: (askProxy: (origin: string) => Promise<string>) => Downloader
  ) {
    this.#port = port
    this.#downloader = makeDownloader((origin) => this.#askProxy(origin))
    port.onMessage((message) => this.#take(ToWorker.parse(message)))
  }

  #take(message: ToWorker): void {
    switch (message.type) {
      case 'start':
        void this.#run(message.jobNumber, message.job)
        break
      case 'cancel':
        this.#running.get(message.jobNumber)?.abort()
        break
      case 'check':
        void this.#check(message.question, message.url, message.loopbackAllowed)
        break
      case 'proxy':
        this.#questions.get(message.question)?.(message.proxy)
        this.#questions.delete(message.question)
    }
  }

  async #run(jobNumber: number, job: DownloadJob): Promise<void> {
    const controller = new AbortController()
    this.#running.set(jobNumber, controller)
    const outcome = await this.#downloader
      .download(
        job,
        (progress) => this.#port.post({ type: 'progress', jobNumber, progress }),
        controller.signal
      )
      .catch((error: unknown) => this.#reportBug(error))
    this.#running.delete(jobNumber)
    this.#port.post({ type: 'outcome', jobNumber, outcome })
  }

  async #check(question: number, url: string, loopbackAllowed: boolean): Promise<void> {
    const problem = await this.#downloader.whyBlocked(url, loopbackAllowed).catch((error: unknown) => {
      this.#logBug(error)
      return null
    })
    this.#port.post({ type: 'checked', question, problem })
  }

  #reportBug(error: unknown): DownloadOutcome {
    this.#logBug(error)
    return brokenInside
  }

  #logBug(error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    this.#port.post({ type: 'log', line: text.slice(0, 4000) })
  }

  #askProxy(origin: string): Promise<string> {
    const question = this.#nextQuestion++
    return new Promise((resolve) => {
      this.#questions.set(question, resolve)
      this.#port.post({ type: 'proxy_question', question, origin })
    })
  }
}
