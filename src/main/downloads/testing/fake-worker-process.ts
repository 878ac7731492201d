import type { FromWorker, ToWorker } from '../process/process-messages'
import type { WorkerProcess } from '../process/process-downloader'
import type { MessagePort } from '../process/process-messages'

/** Worker process without a process: the test holds both ends. */
export class FakeWorkerProcess implements WorkerProcess {
  readonly received: ToWorker[] = []
  isKilled = false
  #toMain: (message: unknown) => void = () => undefined
  #toWorker: (message: unknown) => void = () => undefined
  #onExit: () => void = () => undefined

  /** The worker's end. */
  readonly workerEnd: MessagePort<FromWorker> = {
    post: (message) => this.say(message),
    onMessage: (listener) => {
      this.#toWorker = listener
    }
  }

  post(message: ToWorker): void {
    // Cloned as a real port does, so that what cannot be cloned fails here as well.
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

  /** Delivers a message from the worker, valid or not. */
  say(message: unknown): void {
    this.#toMain(structuredClone(message))
  }

  die(): void {
    this.#onExit()
  }
}
