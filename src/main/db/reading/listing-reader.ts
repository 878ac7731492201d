import type { ListQuery } from '@shared/contract'
import type { Listing } from '@shared/library/listing'
import type { Logger } from '../../logging/logger'
import type { ReadableDatabase } from '../connection/database'
import { readListing } from '../tables/generation-queries'
import type { ListingAnswer, ListingRequest } from './serve-listings'

/** A thread that serves listings, such as a `Worker`. */
export interface ListingThread {
  postMessage(request: ListingRequest): void
  on(event: 'message', listener: (answer: ListingAnswer) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'exit', listener: () => void): unknown
  terminate(): Promise<unknown>
}

interface Waiting {
  readonly resolve: (listing: Listing) => void
  readonly reject: (error: Error) => void
}

/**
 * Reads what lists show without holding the main thread: whole lists and searches are read in a thread with a
 * connection of its own, which starts with the first of them. The start of a list takes a few milliseconds and is read
 * here.
 */
export class ListingReader {
  #thread: ListingThread | null = null
  #number = 0
  readonly #waiting = new Map<number, Waiting>()

  constructor(
    private readonly deps: {
      readonly database: ReadableDatabase
      readonly startThread: () => ListingThread
      readonly logger: Logger
    }
  ) {}

  readonly read = async (query: ListQuery): Promise<Listing> => {
    const { database, logger } = this.deps
    if (query.limit !== null && query.text.trim() === '') return readListing(database, query)
    try {
      return await this.#readInThread(query)
    } catch (error) {
      // Such as a file that only one connection may open, because its disk is full.
      logger.warn('A list could not be read in its thread', error)
      return readListing(database, query)
    }
  }

  async close(): Promise<void> {
    await this.#thread?.terminate()
  }

  #readInThread(query: ListQuery): Promise<Listing> {
    const thread = (this.#thread ??= this.#start())
    const number = ++this.#number
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject })
      thread.postMessage({ number, query })
    })
  }

  #start(): ListingThread {
    const thread = this.deps.startThread()
    thread.on('message', (answer) => {
      const waiting = this.#waiting.get(answer.number)
      this.#waiting.delete(answer.number)
      if ('listing' in answer) waiting?.resolve(answer.listing)
      else waiting?.reject(new Error(answer.failure))
    })
    thread.on('error', (error) => this.#end(thread, error))
    thread.on('exit', () => this.#end(thread, new Error('The thread ended')))
    return thread
  }

  /** Fails what waits for a thread that ended. The next read starts another. */
  #end(thread: ListingThread, error: Error): void {
    if (this.#thread !== thread) return
    this.#thread = null
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
