import type { LibraryView } from '@shared/app-state'
import type { Clock } from '../../base/clock'
import type { Logger } from '../../logging/logger'
import { onWriteOutcome, type WritableDatabase } from '../connection/database'
import type { IndexedSlice, IndexPending } from './index-pending'
import { countNotes, hasNotes, nameModels, removeNotes } from './notes'
import { attachIndex, detachIndex, dropIndex, hasIndex, isIndexOf, makeIndex } from './search-index'

/** Delay after a change: the rows of a press are indexed together, and nothing on screen waits for it. */
const restMs = 1_000
/** Fewer changes are indexed before anybody could read of it. */
const fewestShown = 5_000
/** Delay after a failure, such as a full disk: searches only take longer until then. */
const retryMs = 60_000

interface SearchIndexingDeps {
  readonly database: WritableDatabase
  /** The database's own file, for whoever reads the rows from another thread. */
  readonly rows: string
  /** File of the index. */
  readonly index: string
  readonly indexPending: IndexPending
  readonly clock: Clock
  readonly logger: Logger
  readonly onChange: () => void
}

/** Keeps the search index in step with the rows, in slices in the background. */
export class SearchIndexing {
  #modelName: (id: string) => string = (id) => id
  #cancelTimer: () => void = () => undefined
  #stopListening: () => void = () => undefined
  #running: Promise<void> | null = null
  #isStopped = false
  #progress: LibraryView['indexing'] = null

  constructor(private readonly deps: SearchIndexingDeps) {}

  /** Null while nothing, or only a few changes, are indexed. */
  get progress(): LibraryView['indexing'] {
    return this.#progress
  }

  /** @param isTrusted False where rows may have been lost or replaced since the index was written. */
  start(isTrusted: boolean, modelName: (id: string) => string): void {
    const { database, logger } = this.deps
    if (this.#isStopped) return
    this.#modelName = modelName
    try {
      if (isTrusted) this.#open()
      else this.#make()
    } catch (error) {
      logger.error('Opening the search index failed', error)
    }
    this.#stopListening = onWriteOutcome(database, () => this.#later(restMs))
    this.#later(restMs)
  }

  /** Waits for a running slice: its files must stay open until it ends. */
  async stop(): Promise<void> {
    this.#isStopped = true
    this.#stopListening()
    this.#cancelTimer()
    await this.#running
    detachIndex(this.deps.database)
  }

  #open(): void {
    const { database, index } = this.deps
    if (isIndexOf(database, index)) attachIndex(database, index)
    else this.#make()
  }

  #make(): void {
    const { database, index } = this.deps
    nameModels(database, this.#modelName)
    makeIndex(database, index)
    attachIndex(database, index)
  }

  #later(delayMs: number): void {
    if (this.#isStopped || this.#running !== null) return
    this.#cancelTimer()
    this.#cancelTimer = this.deps.clock.setTimer(delayMs, () => this.#run())
  }

  #run(): void {
    let delayMs = restMs
    this.#running = this.#indexAll()
      .catch((error: unknown) => {
        this.deps.logger.error('Indexing for searches failed', error)
        delayMs = retryMs
      })
      .finally(() => {
        this.#running = null
        if (!hasIndex(this.deps.database) || hasNotes(this.deps.database)) this.#later(delayMs)
      })
  }

  async #indexAll(): Promise<void> {
    const { database, logger } = this.deps
    if (!hasIndex(database)) {
      logger.warn('Search index closed after a failure: opening or making it again')
      this.#open()
    }
    nameModels(database, this.#modelName)
    const total = countNotes(database)
    try {
      for (let left = total; left > 0 && !this.#isStopped; left = countNotes(database)) {
        this.#show(total < fewestShown ? null : { done: Math.max(0, total - left), total })
        const { last } = await this.#indexSlice()
        if (last === null) return
        logger.info(`Indexed ${removeNotes(database, last)} changes for searches`)
      }
    } finally {
      this.#show(null)
    }
  }

  #show(progress: LibraryView['indexing']): void {
    if (progress === this.#progress) return
    this.#progress = progress
    this.deps.onChange()
  }

  async #indexSlice(): Promise<IndexedSlice> {
    const { database, rows, index, indexPending } = this.deps
    try {
      return await indexPending({ rows, index })
    } catch (error) {
      // Made again at the next try: whatever is wrong with it, it costs time and nothing else.
      dropIndex(database)
      throw error
    }
  }
}
