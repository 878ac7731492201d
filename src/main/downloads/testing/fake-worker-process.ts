import type { FromWorker, ToWorker } from '../process/process-messages'
import type { WorkerProcess } from '../process/process-downloader'
import type { MessagePort } from '../process/process-messages'

/** A process that is none: both ends of the line are in the test's hands. */
export class FakeWorkerProcess implements WorkerProcess {
  readonly received: ToWorker[] = []
  isKilled = false
  #toMain: (message: unknown) => void = () => undefined
  #toWorker: (message: unknown) => void = () => undefined
  #onExit: () => void = () => undefined

  /** The end that the worker holds. */
  readonly workerEnd: MessagePort<FromWorker> = {
    post: (message) => this.say(message),
    onMessage: (listener) => {
      this.#toWorker = listener
    }
  }

  post(message: ToWorker): void {
    // Copied as a real line would, so that what cannot cross fails here as well.
    const copy = structuredClone(message)
    this.received.push(copy)
    this.#toWorker(copy)
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#toMain = listener
  }

  onExit(listener: () => void): void {
    this.#onExit = listener
  }

  kill(): void {
    this.isKilled = true
    this.#onExit()
  }

  /** The worker says something, sensible or not. */
  say(message: unknown): void {
    this.#toMain(structuredClone(message))
  }

  die(): void {
    this.#onExit()
  }
}
