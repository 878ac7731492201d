import { randomUUID } from 'node:crypto'
import type { Clock } from '../base/clock'
import type { Logger } from '../logging/logger'
import { makeMark, readMark, writeCount, type FileMark } from './mark-file'

/** Why this database may be a copy, or an older state, of another one. */
export type Doubt =
  /** It was last used on another computer. */
  | 'other_machine'
  /** The mark outside the profile is missing, is another one, or was copied. */
  | 'copied'
  /** Paid requests have left that it does not know. */
  | 'set_back'
  /** Its last sign of life is in the future. */
  | 'clock'

/** The half of the mark that is kept in the database. */
export interface Mark {
  readonly id: string
  readonly machine: string | null
  readonly place: string
}

export interface MarkMemory {
  recall(): Mark | null
  remember(mark: Mark, sent: number): void
  /** How many paid requests have left: counted in the transaction that writes "submitting". */
  sentCount(): number
  /** Newest time that anything was written; null where nothing ever was. */
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

/** Largest correction of the clock that is no reason for a question. */
const clockSkewMs = 5 * 60_000

/**
 * Tells whether the database goes on where the last run on this computer stopped. Its mark has two halves, one in
 * the database and one in a file outside profile and library, so that neither can be restored or copied unnoticed.
 */
export class Installation {
  #file: FileMark | null = null
  #machine: string | null = null
  #doubt: Doubt | null = 'copied'

  constructor(private readonly deps: InstallationDeps) {}

  /**
   * Compares both halves. To be called before anything is sent.
   *
   * @param isWaiting Whether anything waits that a doubt would hold back.
   */
  async examine(isWaiting: boolean): Promise<void> {
    const { path, logger } = this.deps
    this.#machine = await this.deps.readMachine().catch((error: unknown) => {
      logger.warn('The identity of this computer could not be read', error)
      return null
    })
    this.#file = readMark(path)
    this.#doubt = this.#compare()
    if (!isWaiting) return this.settle()
    if (this.#doubt) logger.warn(`What waited is not sent by itself: ${this.#doubt}`)
  }

  /** What speaks against sending by itself what waited at the start; null where nothing does. */
  get doubt(): Doubt | null {
    return this.#doubt
  }

  /** Makes this database the one of this installation. To be called once the doubt is acted upon. */
  settle(): void {
    if (this.#doubt === null) return
    this.#doubt = null
    try {
      const sent = Math.max(this.deps.memory.sentCount(), this.#file?.sent ?? 0)
      const made = makeMark(this.deps.path, randomUUID(), sent)
      this.deps.memory.remember({ id: made.id, machine: this.#machine, place: made.place }, sent)
      this.#file = made
    } catch (error) {
      // What waits at the next start waits for a click then.
      this.deps.logger.warn('The mark of this installation could not be written', error)
    }
  }

  /** Counts a paid request outside the database too, before it leaves. */
  noteSending(): void {
    if (this.#file === null) return
    try {
      writeCount(this.deps.path, this.#file.id, this.deps.memory.sentCount())
    } catch (error) {
      this.deps.logger.warn('The count of paid requests could not be written', error)
    }
  }

  #compare(): Doubt | null {
    const { memory, clock } = this.deps
    const mark = memory.recall()
    if (mark === null || this.#file === null) return 'copied'
    if (mark.machine !== this.#machine) return 'other_machine'
    if (mark.id !== this.#file.id || mark.place !== this.#file.place) return 'copied'
    if (memory.sentCount() < this.#file.sent) return 'set_back'
    return (memory.lastSignOfLifeMs() ?? 0) > clock.now() + clockSkewMs ? 'clock' : null
  }
}
