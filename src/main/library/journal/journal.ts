import { dirname, join } from 'node:path'
import type { GenerationId } from '@shared/generation'
import { NotOrdinaryError } from '../../base/careful-files'
import { crashPoint } from '../../base/crash-points'
import type { Logger } from '../../logging/logger'
import { conflictCopiesOf, unread, type ConflictCopy } from './conflict-copies'
import type { JournalEntry } from './journal-entry'
import {
  appendToJournal,
  copyJournal,
  journalLength,
  readJournal,
  TooLongError,
  type JournalReading
} from './journal-file'

/** Up to where the rows have seen the journal of a folder. */
export interface JournalMark {
  /** Of the folder's marker. */
  readonly libraryId: string
  readonly position: number
}

/** The rows, as far as the journal has to do with them. Each function is one transaction. */
export interface JournaledRows {
  mark(): JournalMark | null
  /** These lines are in the journal, which the rows have seen up to the mark. */
  note(entries: readonly JournalEntry[], mark: JournalMark): void
  /** There is no journal that would have any of their lines. */
  forget(): void
  /** Whether the rows have all that the lines say. */
  know(entries: readonly JournalEntry[]): boolean
  /** Conflict copies of the journal that the rows have seen. */
  copiesRead(): readonly ConflictCopy[]
  noteCopies(copies: readonly ConflictCopy[]): void
  /** Begins to write what a journal has and the rows have not. */
  startReplay(): JournalReplay
  /** One line with all of each row whose last changes the journal was not told; so many at most. */
  untold(limit: number): readonly JournalEntry[]
}

/** One reading of a journal into the rows. */
export interface JournalReplay {
  /** Writes a batch of lines, in one transaction. */
  take(entries: readonly JournalEntry[], source: 'journal' | 'copy'): void
  /** Generations that are new by it, or in another state. */
  readonly moved: ReadonlySet<GenerationId>
  /** Lines that contradict the rows, or are about nothing that is known. */
  readonly refused: number
  /** A line came before the one that its generation begins with: reading again gives it its place. */
  readonly isOutOfOrder: boolean
  restart(): void
}

/** What the journal says of the rows: they have all of it, or not, or it is not the one that they have seen. */
export type JournalVerdict = 'known' | 'knows_more' | 'no_witness'

export interface Replayed extends JournalReading {
  /** Generations that are new, or in another state than before. */
  readonly brought: number
  /** Lines that can be read, and were not believed. */
  readonly refused: number
}

/** The rows' own account of what was written is brought up to date after so many lines. */
const linesBetweenNotes = 64
const rowsAtOnce = 200

/**
 * The append-only journal in the library folder: what the clips cannot say of themselves. Together with them it
 * gives the database back. The database is the truth while it exists, so nothing waits for a line; each row keeps
 * which of its changes were told, and one that was not, because the folder was away or the app was killed, is told
 * as a whole later.
 */
export class Journal {
  #waiting: JournalEntry[] = []
  #unnoted: JournalEntry[] = []
  #last: Promise<void> = Promise.resolve()
  /** From the first time that the rows and the journal agree. */
  #isOpen = false
  /** Where the file ends as the rows have seen it; null where it has to be looked at, and rows may be untold. */
  #end: number | null = null

  constructor(
    private readonly needs: {
      readonly path: () => string
      /** The id of the folder's marker; null while the folder is away or another Dailies writes it. */
      readonly libraryId: () => string | null
      readonly rows: JournaledRows
      /** Rows came from what another Dailies wrote in the folder. */
      readonly onBrought: () => void
      /** Lines were written by nobody that knows how: so many. */
      readonly onRefused: (lines: number) => void
      readonly logger: Logger
    }
  ) {}

  append(entry: JournalEntry): void {
    this.#waiting.push(entry)
    this.#afterwards(() => this.#writeWaiting())
  }

  /**
   * Whether the rows have what the journal was told since they saw it last. Writes nothing.
   * @throws errors of the file system, and where the file is none that this app can have written.
   */
  async compare(): Promise<JournalVerdict> {
    await this.#last
    const libraryId = this.needs.libraryId()
    if (libraryId === null) return 'no_witness'
    const { rows, path } = this.needs
    const mark = rows.mark()
    const from = mark?.libraryId === libraryId ? mark.position : 0
    let unknown = 0
    const count = (entries: readonly JournalEntry[]): void => {
      if (!rows.know(entries)) unknown += 1
    }
    const { end } = await readJournal(path(), from, count)
    for (const copy of await this.#newCopies()) await this.#readCopy(copy, count)
    if (unknown > 0) return 'knows_more'
    return end < from ? 'no_witness' : 'known'
  }

  /** Takes up all that the journal knows and the rows do not. */
  async replay(signal: AbortSignal): Promise<Replayed> {
    await this.#last
    this.#forgetOther()
    return this.#read(0, signal)
  }

  /** Tells the journal what it does not know of the rows; from then on it is told of each change. */
  async catchUp(): Promise<void> {
    this.#isOpen = true
    this.#end = null
    this.#afterwards(() => this.#catchUp())
    await this.#last
  }

  /** Takes along what the journal of another folder knows, when the library moves. */
  async carryOver(from: string): Promise<void> {
    this.#end = null
    this.#afterwards(() => copyJournal(from, this.needs.path()))
    await this.#last
  }

  /** Waits until every line is on disk, or was refused by it. */
  async flush(): Promise<void> {
    this.#afterwards(() => this.#writeWaiting())
    this.#afterwards(() => {
      this.#note()
    })
    await this.#last
  }

  #afterwards(step: () => Promise<void> | void): void {
    this.#last = this.#last
      .then(step)
      .catch((error: unknown) => this.needs.logger.warn('The journal took no line', error))
  }

  /** What cannot be written is dropped: its rows know that it was not told. */
  async #writeWaiting(): Promise<void> {
    const entries = this.#waiting
    this.#waiting = []
    if (entries.length === 0 || !this.#isOpen || this.needs.libraryId() === null) {
      if (entries.length > 0) this.#end = null
      return
    }
    if (this.#end === null || this.#end !== (await journalLength(this.needs.path()))) return this.#catchUp()
    await this.#append(entries)
    if (this.#unnoted.length >= linesBetweenNotes) this.#note()
  }

  async #append(entries: readonly JournalEntry[]): Promise<void> {
    this.#end = null
    const end = await appendToJournal(this.needs.path(), [
      entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
    ])
    crashPoint('journal.appended')
    this.#end = end
    this.#unnoted.push(...entries)
  }

  /** Reads what others wrote since, then writes a whole line for each row that was not told. */
  async #catchUp(): Promise<void> {
    this.#end = null
    this.#unnoted = []
    const libraryId = this.needs.libraryId()
    if (libraryId === null) return
    const { rows, path } = this.needs
    this.#forgetOther()
    const mark = rows.mark()
    if (mark && (await journalLength(path())) < mark.position) rows.forget()
    const { end, brought, refused, unreadable } = await this.#read(rows.mark()?.position ?? 0)
    if (brought > 0) this.needs.onBrought()
    // One line that was cut off is what a crash leaves.
    if (refused > 0 || unreadable > 1) this.needs.onRefused(refused + unreadable)
    this.#end = end
    while (this.needs.libraryId() !== null) {
      const untold = rows.untold(rowsAtOnce)
      if (untold.length === 0) return
      await this.#append(untold)
      crashPoint('journal.caught-up')
      this.#note()
    }
  }

  /** A mark that was left in another folder says nothing of this one. */
  #forgetOther(): void {
    const { rows, libraryId } = this.needs
    const mark = rows.mark()
    if (mark && mark.libraryId !== libraryId()) rows.forget()
  }

  async #read(from: number, signal?: AbortSignal): Promise<Replayed> {
    const { rows, path, logger } = this.needs
    const replay = rows.startReplay()
    const copies = from === 0 ? await conflictCopiesOf(path()) : await this.#newCopies()
    const read = async (): Promise<JournalReading> => {
      const takeFrom =
        (source: 'journal' | 'copy') =>
        (entries: readonly JournalEntry[]): void => {
          signal?.throwIfAborted()
          replay.take(entries, source)
        }
      const reading = await readJournal(path(), from, takeFrom('journal'))
      let { unreadable } = reading
      for (const copy of copies) unreadable += await this.#readCopy(copy, takeFrom('copy'))
      return { ...reading, unreadable }
    }
    let reading = await read()
    if (replay.isOutOfOrder) {
      replay.restart()
      reading = await read()
    }
    if (copies.length > 0) {
      rows.noteCopies(await conflictCopiesOf(path()))
      logger.info(`Conflict copies of the journal merged: ${copies.map(({ name }) => name).join(', ')}`)
    }
    const { refused } = replay
    // One line for all of them: there may be as many as the file has room for.
    if (refused + reading.unreadable > 0)
      logger.warn(`Journal lines not used: ${refused} refused, ${reading.unreadable} unreadable`)
    this.#noteEnd(reading.end)
    return { ...reading, brought: replay.moved.size, refused }
  }

  async #newCopies(): Promise<readonly ConflictCopy[]> {
    return unread(await conflictCopiesOf(this.needs.path()), this.needs.rows.copiesRead())
  }

  /** Returns how many lines of a copy cannot be read. One that cannot be read at all hides nothing else. */
  async #readCopy({ name }: ConflictCopy, take: (entries: readonly JournalEntry[]) => void): Promise<number> {
    const path = join(dirname(this.needs.path()), name)
    const reading = await readJournal(path, 0, take).catch((error: unknown) => {
      if (!isOfTheFile(error)) throw error
      this.needs.logger.warn('A conflict copy of the journal could not be read', error)
      return { unreadable: 1 }
    })
    return reading.unreadable
  }

  #note(): void {
    if (this.#end !== null && this.#unnoted.length > 0) this.#noteEnd(this.#end)
  }

  #noteEnd(position: number): void {
    const { rows } = this.needs
    const libraryId = this.needs.libraryId()
    if (libraryId === null) return
    const mark = rows.mark()
    const entries = this.#unnoted
    this.#unnoted = []
    if (entries.length === 0 && mark?.libraryId === libraryId && mark.position === position) return
    rows.note(entries, { libraryId, position })
  }
}

/** Errors of the file and its system, and not of the rows. */
const isOfTheFile = (error: unknown): boolean =>
  error instanceof NotOrdinaryError ||
  error instanceof TooLongError ||
  (error instanceof Error && 'syscall' in error)
