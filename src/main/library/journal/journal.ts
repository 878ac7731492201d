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

/** Position in a folder's journal up to which the database has read it. */
export interface JournalMark {
  /** Id in the folder's marker. */
  readonly libraryId: string
  readonly position: number
}

/** The database's side of the journal. Each function is one transaction. */
export interface JournaledRows {
  mark(): JournalMark | null
  /** Notes that these entries are in the journal, and that it was read up to the mark. */
  note(entries: readonly JournalEntry[], mark: JournalMark): void
  /** Marks every row as missing in the journal. */
  reset(): void
  /** Returns whether the database has everything in these entries. */
  know(entries: readonly JournalEntry[]): boolean
  /** Conflict copies of the journal that were read. */
  copiesRead(): readonly ConflictCopy[]
  noteCopies(copies: readonly ConflictCopy[]): void
  /** Begins to import entries that the database does not have. */
  startReplay(): JournalReplay
  /** Returns a whole entry for each row whose last changes are not in the journal, up to a limit. */
  unjournaled(limit: number): readonly JournalEntry[]
}

/** Import of a journal into the database. */
export interface JournalReplay {
  /** Writes a batch of entries, in one transaction. */
  take(entries: readonly JournalEntry[], source: 'journal' | 'copy'): void
  /** Generations that were added or changed their state. */
  readonly moved: ReadonlySet<GenerationId>
  /** Annotations or items were imported. */
  readonly hasEdits: boolean
  /** Entries that contradict the database or concern an unknown generation. */
  readonly refused: number
  /** An entry came before the first one of its generation: a second pass can place it. */
  readonly isOutOfOrder: boolean
  restart(): void
}

/** Result of comparing journal and database. `no_witness`: it is not the journal that the database has read. */
export type JournalVerdict = 'known' | 'knows_more' | 'no_witness'

export interface Replayed extends JournalReading {
  /** Generations that were added or changed their state. */
  readonly imported: number
  /** Annotations or items were imported. */
  readonly hasEdits: boolean
  /** Number of readable entries that were refused. */
  readonly refused: number
}

/** The database notes what was written after this many lines. */
const linesBetweenNotes = 64
const rowsAtOnce = 200

/**
 * Append-only journal in the library folder. Together with the clips' own descriptions it restores a lost database.
 * The database is authoritative while it exists, so nothing waits for the journal. Each row notes its last journaled
 * revision; a row whose changes were not appended, because the folder was away or the app was killed, is appended as
 * a whole later.
 */
export class Journal {
  #waiting: JournalEntry[] = []
  #unnoted: JournalEntry[] = []
  #last: Promise<void> = Promise.resolve()
  /** Set once the database and the journal agree. */
  #isOpen = false
  /** End of the file as the database has read it; null where it has to be compared, and rows may be missing in it. */
  #end: number | null = null

  constructor(
    private readonly deps: {
      readonly path: () => string
      /** Id in the folder's marker; null while the folder is away or another Dailies uses it. */
      readonly libraryId: () => string | null
      readonly rows: JournaledRows
      /** Called after entries of another Dailies added or changed rows. */
      readonly onImported: () => void
      /** Called with the number of lines that could not be used. */
      readonly onRefused: (lines: number) => void
      readonly logger: Logger
    }
  ) {}

  append(entry: JournalEntry): void {
    this.#waiting.push(entry)
    this.#afterwards(() => this.#writeWaiting())
  }

  /**
   * Returns whether the database has everything that was appended since it last read the journal. Writes nothing.
   * @throws file system errors, and TooLongError for a file that Dailies did not write.
   */
  async compare(): Promise<JournalVerdict> {
    await this.#last
    const libraryId = this.deps.libraryId()
    if (libraryId === null) return 'no_witness'
    const { rows, path } = this.deps
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

  /** Imports every entry that the database does not have. */
  async replay(signal: AbortSignal): Promise<Replayed> {
    await this.#last
    this.#resetForOther()
    return this.#read(0, signal)
  }

  /** Appends every row that is missing in the journal; from then on each change is appended. */
  async catchUp(): Promise<void> {
    this.#isOpen = true
    this.#end = null
    this.#afterwards(() => this.#catchUp())
    await this.#last
  }

  /** Appends the journal of the folder that the library moves from. */
  async carryOver(from: string): Promise<void> {
    this.#end = null
    this.#afterwards(() => copyJournal(from, this.deps.path()))
    await this.#last
  }

  /** Waits until every line is on disk or has failed. */
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
      .catch((error: unknown) => this.deps.logger.warn('Journal write failed', error))
  }

  /** Drops lines that cannot be written: their rows are still marked as missing in the journal. */
  async #writeWaiting(): Promise<void> {
    const entries = this.#waiting
    this.#waiting = []
    if (entries.length === 0 || !this.#isOpen || this.deps.libraryId() === null) {
      if (entries.length > 0) this.#end = null
      return
    }
    if (this.#end === null || this.#end !== (await journalLength(this.deps.path()))) return this.#catchUp()
    await this.#append(entries)
    if (this.#unnoted.length >= linesBetweenNotes) this.#note()
  }

  async #append(entries: readonly JournalEntry[]): Promise<void> {
    this.#end = null
    const end = await appendToJournal(this.deps.path(), [
      entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
    ])
    crashPoint('journal.appended')
    this.#end = end
    this.#unnoted.push(...entries)
  }

  /** Reads what others appended, then appends every row that is missing. */
  async #catchUp(): Promise<void> {
    this.#end = null
    this.#unnoted = []
    const libraryId = this.deps.libraryId()
    if (libraryId === null) return
    const { rows, path } = this.deps
    this.#resetForOther()
    const mark = rows.mark()
    if (mark && (await journalLength(path())) < mark.position) rows.reset()
    const { end, imported, hasEdits, refused, unreadable } = await this.#read(rows.mark()?.position ?? 0)
    if (imported > 0 || hasEdits) this.deps.onImported()
    // A crash leaves one line cut off.
    if (refused > 0 || unreadable > 1) this.deps.onRefused(refused + unreadable)
    this.#end = end
    while (this.deps.libraryId() !== null) {
      const unjournaled = rows.unjournaled(rowsAtOnce)
      if (unjournaled.length === 0) return
      await this.#append(unjournaled)
      crashPoint('journal.caught-up')
      this.#note()
    }
  }

  /** Drops the mark of another folder. */
  #resetForOther(): void {
    const { rows, libraryId } = this.deps
    const mark = rows.mark()
    if (mark && mark.libraryId !== libraryId()) rows.reset()
  }

  async #read(from: number, signal?: AbortSignal): Promise<Replayed> {
    const { rows, path, logger } = this.deps
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
    const { refused, hasEdits } = replay
    // One log line for all: a file may hold any number of them.
    if (refused + reading.unreadable > 0)
      logger.warn(`Journal lines not used: ${refused} refused, ${reading.unreadable} unreadable`)
    this.#noteEnd(reading.end)
    return { ...reading, imported: replay.moved.size, hasEdits, refused }
  }

  async #newCopies(): Promise<readonly ConflictCopy[]> {
    return unread(await conflictCopiesOf(this.deps.path()), this.deps.rows.copiesRead())
  }

  /** Returns how many lines of a copy are unreadable. A copy that fails as a whole does not stop the others. */
  async #readCopy({ name }: ConflictCopy, take: (entries: readonly JournalEntry[]) => void): Promise<number> {
    const path = join(dirname(this.deps.path()), name)
    const reading = await readJournal(path, 0, take).catch((error: unknown) => {
      if (!isOfTheFile(error)) throw error
      this.deps.logger.warn('Reading a conflict copy of the journal failed', error)
      return { unreadable: 1 }
    })
    return reading.unreadable
  }

  #note(): void {
    if (this.#end !== null && this.#unnoted.length > 0) this.#noteEnd(this.#end)
  }

  #noteEnd(position: number): void {
    const { rows } = this.deps
    const libraryId = this.deps.libraryId()
    if (libraryId === null) return
    const mark = rows.mark()
    const entries = this.#unnoted
    this.#unnoted = []
    if (entries.length === 0 && mark?.libraryId === libraryId && mark.position === position) return
    rows.note(entries, { libraryId, position })
  }
}

/** Returns whether an error is of the file system, and not of the database. */
const isOfTheFile = (error: unknown): boolean =>
  error instanceof NotOrdinaryError ||
  error instanceof TooLongError ||
  (error instanceof Error && 'syscall' in error)
