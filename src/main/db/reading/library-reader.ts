import type { Logger } from '../../logging/logger'
import type { ReadableDatabase } from '../connection/database'
import { reads, type ReadName, type ReadQuery, type ReadResult } from './reads'
import type { ReadAnswer, ReadRequest } from './serve-reads'

/** A thread that serves reads, such as a `Worker`. */
export interface ReadingThread {
  /** With null the thread ends itself, after what it reads. */
  postMessage(request: ReadRequest | null): void
  on(event: 'message', listener: (answer: ReadAnswer) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'exit', listener: () => void): unknown
}

interface Waiting {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

/**
 * Reads without holding the main thread: in a thread with a connection of its own, which starts with the first read.
 */
export class LibraryReader {
  #thread: ReadingThread | null = null
  #number = 0
  readonly #waiting = new Map<number, Waiting>()

  constructor(
    private readonly deps: {
      readonly database: ReadableDatabase
      readonly startThread: () => ReadingThread
      readonly logger: Logger
    }
  ) {}

  async read<Name extends ReadName>(name: Name, query: ReadQuery<Name>): Promise<ReadResult<Name>> {
    try {
      return (await this.#readInThread(name, query)) as ReadResult<Name>
    } catch (error) {
      // Such as a file that only one connection may open, because its disk is full.
      this.deps.logger.warn(`The thread could not read (${name})`, error)
      const read = reads[name] as (from: ReadableDatabase, query: ReadQuery<Name>) => ReadResult<Name>
      return read(this.deps.database, query)
    }
  }

  /** Ends the thread. It is not stopped from outside: SQLite's binding would abort the whole program. */
  async close(): Promise<void> {
    const thread = this.#thread
    if (!thread) return
    await new Promise<void>((resolve) => {
      thread.on('exit', resolve)
      thread.postMessage(null)
    })
  }

  #readInThread<Name extends ReadName>(name: Name, query: ReadQuery<Name>): Promise<unknown> {
    const thread = (this.#thread ??= this.#start())
    const number = ++this.#number
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject })
      thread.postMessage({ number, name, query } as ReadRequest)
    })
  }

  #start(): ReadingThread {
    const thread = this.deps.startThread()
    thread.on('message', (answer) => {
      const waiting = this.#waiting.get(answer.number)
      this.#waiting.delete(answer.number)
      if ('result' in answer) waiting?.resolve(answer.result)
      else waiting?.reject(new Error(answer.failure))
    })
    thread.on('error', (error) => this.#end(thread, error))
    thread.on('exit', () => this.#end(thread, new Error('The thread ended')))
    return thread
  }

  /** Fails what waits for a thread that ended. The next read starts another. */
  #end(thread: ReadingThread, error: Error): void {
    if (this.#thread !== thread) return
    this.#thread = null
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
