import type { Downloader, DownloadJob, DownloadOutcome } from './download'
import { ToWorker, type FromWorker, type MessagePort } from './process-messages'

const mostAtOnce = 3

const bug: DownloadOutcome = {
  kind: 'retry',
  problem: {
    code: 'bug',
    message: 'The download met an error in Dailies itself.',
    advice: 'It is tried again by itself. If it happens again, send the log to the makers of Dailies.',
    retryable: true
  },
  retryAfterMs: 60_000
}

interface Waiting {
  readonly jobNumber: number
  readonly job: DownloadJob
}

/** The download process's side: takes jobs from the port, does a few at a time, sends back how they went. */
export class DownloadWorker {
  readonly #port: MessagePort<FromWorker>
  readonly #downloader: Downloader
  readonly #waiting: Waiting[] = []
  readonly #running = new Map<number, AbortController>()
  readonly #questions = new Map<number, (proxy: string) => void>()
  #nextQuestion = 0

  /** @param makeDownloader Is given the way to ask the main process how an origin is reached. */
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
        this.#waiting.push({ jobNumber: message.jobNumber, job: message.job })
        this.#startWaiting()
        break
      case 'cancel':
        this.#cancel(message.jobNumber)
        break
      case 'proxy':
        this.#questions.get(message.question)?.(message.proxy)
        this.#questions.delete(message.question)
    }
  }

  #startWaiting(): void {
    while (this.#running.size < mostAtOnce) {
      const next = this.#waiting.shift()
      if (!next) return
      void this.#run(next)
    }
  }

  async #run({ jobNumber, job }: Waiting): Promise<void> {
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
    this.#startWaiting()
  }

  #reportBug(error: unknown): DownloadOutcome {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    this.#port.post({ type: 'log', line: text.slice(0, 4000) })
    return bug
  }

  #cancel(jobNumber: number): void {
    const index = this.#waiting.findIndex((waiting) => waiting.jobNumber === jobNumber)
    if (index === -1) {
      this.#running.get(jobNumber)?.abort()
      return
    }
    this.#waiting.splice(index, 1)
    this.#port.post({ type: 'outcome', jobNumber, outcome: { kind: 'cancelled' } })
  }

  #askProxy(origin: string): Promise<string> {
    const question = this.#nextQuestion++
    return new Promise((resolve) => {
      this.#questions.set(question, resolve)
      this.#port.post({ type: 'proxy_question', question, origin })
    })
  }
}
