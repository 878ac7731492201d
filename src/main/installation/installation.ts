import { randomUUID } from 'node:crypto'
import type { Clock } from '../base/clock'
import type { Logger } from '../logging/logger'
import { makeMark, readMark, writeCount, type FileMark } from './mark-file'

/** Reason to believe that this database is a copy or an older state of another one. */
export type Doubt =
  /** It was last used on another computer. */
  | 'other_machine'
  /** The mark outside the profile is missing, is another one, or was copied. */
  | 'copied'
  /** Paid requests were sent that it does not know. */
  | 'set_back'
  /** Its last write is in the future. */
  | 'clock'

/** Half of the mark that is in the database. */
export interface Mark {
  readonly id: string
  readonly machine: string | null
  readonly place: string
}

export interface MarkMemory {
  read(): Mark | null
  write(mark: Mark, sent: number): void
  /** Returns the number of paid requests, counted in the transaction that writes "submitting". */
  sentCount(): number
  /** Returns the time of the last write; null where there was none. */
  lastSignOfLifeMs(): number | null
}

export interface InstallationDeps {
  readonly path: string
  readonly memory: MarkMemory
  /** Identity of this computer; null where it has none that can be read. */
  readonly readMachine: () => Promise<string | null>
  readonly clock: Clock
  readonly logger: Logger
}

/** Largest clock correction that raises no doubt. */
const clockSkewMs = 5 * 60_000

/**
 * Detects whether the database continues where the last run on this computer stopped. Its mark has two halves, one in
 * the database and one in a file outside profile and library, so that neither can be restored or copied unnoticed.
 */
export class Installation {
  #file: FileMark | null = null
  #machine: string | null = null
  #doubt: Doubt | null = 'copied'

  constructor(private readonly deps: InstallationDeps) {}

  /**
   * Compares both halves. Must be called before anything is sent.
   *
   * @param isWaiting Whether anything is queued that a doubt would hold back.
   */
  async examine(isWaiting: boolean): Promise<void> {
    const { path, logger } = this.deps
    this.#machine = await this.deps.readMachine().catch((error: unknown) => {
      logger.warn('Reading the identity of this computer failed', error)
      return null
    })
    this.#file = readMark(path)
    this.#doubt = this.#compare()
    if (!isWaiting) return this.settle()
    if (this.#doubt) logger.warn(`Queued requests are held back: ${this.#doubt}`)
  }

  /** Reason to hold back what was queued at the start; null where there is none. */
  get doubt(): Doubt | null {
    return this.#doubt
  }

  /** Marks this database as the one of this installation. Must be called once the doubt was handled. */
  settle(): void {
    if (this.#doubt === null) return
    this.#doubt = null
    try {
      const sent = Math.max(this.deps.memory.sentCount(), this.#file?.sent ?? 0)
      const made = makeMark(this.deps.path, randomUUID(), sent)
      this.deps.memory.write({ id: made.id, machine: this.#machine, place: made.place }, sent)
      this.#file = made
    } catch (error) {
      // Whatever is queued at the next start then waits for a click.
      this.deps.logger.warn('Writing the mark of this installation failed', error)
    }
  }

  /** Counts a paid request outside the database too, before it is sent. */
  noteSending(): void {
    if (this.#file === null) return
    try {
      writeCount(this.deps.path, this.#file.id, this.deps.memory.sentCount())
    } catch (error) {
      this.deps.logger.warn('Writing the count of paid requests failed', error)
    }
  }

  #compare(): Doubt | null {
    const { memory, clock } = this.deps
    const mark = memory.read()
    if (mark === null || this.#file === null) return 'copied'
    if (mark.machine !== this.#machine) return 'other_machine'
    if (mark.id !== this.#file.id || mark.place !== this.#file.place) return 'copied'
    if (memory.sentCount() < this.#file.sent) return 'set_back'
    return (memory.lastSignOfLifeMs() ?? 0) > clock.now() + clockSkewMs ? 'clock' : null
  }
}
