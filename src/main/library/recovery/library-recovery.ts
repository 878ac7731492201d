import type { Problem } from '@shared/problem'
import type { DatabaseOrigin } from '../../db/connection/open-library'
import type { Logger } from '../../logging/logger'
import type { LibraryFolder } from '../folder/library-folder'
import type { JournalVerdict } from '../journal/journal'
import { importReported } from '../library-messages'
import { ReadingProgress } from './reading-progress'
import type { LibraryRebuild, Reading, RebuildReport } from './rebuild'

/** Origin of a database that may be written. */
export type RecoverableOrigin = Exclude<DatabaseOrigin, { readonly kind: 'newer' }>

/** Brings a database that was lost, restored or behind up to what the library folder knows. */
export class LibraryRecovery {
  readonly #stopping = new AbortController()
  #importing: Promise<unknown> = Promise.resolve()
  #rebuilding: Promise<unknown> = Promise.resolve()
  readonly #reading: ReadingProgress
  /** Set while clips of the folder have to be imported into a new, restored or incomplete database. */
  #pendingOrigin: RecoverableOrigin | null = null
  /** Set once the journal was compared with the database in this run. */
  #isCompared = false
  #isImported = false

  constructor(
    private readonly deps: {
      readonly folder: LibraryFolder
      readonly rebuild: LibraryRebuild
      readonly journal: {
        compare(): Promise<JournalVerdict>
        catchUp(): Promise<void>
      }
      /** `isAdded`: the rows of the saved items were lost, or are of another folder. */
      readonly savedItems: { sync(isAdded: boolean): Promise<void> }
      /** The journal is ahead of the database: re-import the folder, even after another crash. */
      readonly noteIncomplete: () => void
      /** The folder's clips are in the database. */
      readonly onImported: () => void
      /** Many rows were added at once. */
      readonly onRowsAdded: () => void
      readonly notice: (notice: Problem) => void
      /** `reading` moved on. */
      readonly onChange: () => void
      readonly logger: Logger
    }
  ) {
    this.#reading = new ReadingProgress(deps.onChange)
  }

  /** Makes the folder at start, and notes whether its clips have to be imported. */
  prepare(origin: RecoverableOrigin): void {
    const { folder, logger, onImported } = this.deps
    const hadClips = folder.hasMarker()
    try {
      folder.prepare()
    } catch (error) {
      logger.warn('Creating the library folder failed', error)
    }
    const isEmpty = origin.kind === 'new' && !hadClips
    if (isEmpty) onImported()
    this.#pendingOrigin = origin.kind === 'existing' || isEmpty ? null : origin
  }

  /** Whether clips of the folder still have to be imported. */
  get isPending(): boolean {
    return this.#pendingOrigin !== null
  }

  /** Whether the database was compared with the journal, and agrees with it. */
  get isCertain(): boolean {
    return this.#isCompared && !this.isPending
  }

  /** Whether the database has all that the folder knows: it was compared, or everything was imported into it. */
  get isCaughtUp(): boolean {
    return (this.#isCompared || this.#isImported) && !this.isPending
  }

  /** Progress of reading the folder's files; null while none are read. */
  get reading(): Reading | null {
    return this.#reading.current
  }

  /**
   * Compares the database with the journal, and imports the folder where the journal is ahead.
   *
   * @param onUncertain Called where there is no journal to compare with.
   */
  catchUp(onUncertain: () => void = () => undefined): Promise<void> {
    const importing = this.#compare().then((verdict) => {
      if (verdict === 'no_witness') onUncertain()
      return this.importPending()
    })
    this.#importing = importing.catch(() => undefined)
    return importing
  }

  /** Imports the folder where that is pending, and brings saved items and journal up to date. */
  async importPending(): Promise<void> {
    const { folder, journal, savedItems, notice, onImported } = this.deps
    if (!folder.isThere()) return
    const origin = this.#pendingOrigin
    await savedItems.sync(origin !== null)
    if (origin !== null) {
      const report = await this.rebuild()
      if (origin.kind !== 'new' || addedRows(report)) notice(importReported(origin, report))
      this.#pendingOrigin = null
      this.#isImported = true
      onImported()
    }
    await journal.catchUp()
  }

  /** Imports every clip that the database does not know. Rejects when `stop` or `stop()` aborts it. */
  rebuild(stop?: AbortSignal): Promise<RebuildReport> {
    const signal = AbortSignal.any([this.#stopping.signal, ...(stop ? [stop] : [])])
    const rebuilding = this.deps.rebuild
      .run(signal, this.#reading.note)
      .then((report) => {
        signal.throwIfAborted()
        if (addedRows(report)) this.deps.onRowsAdded()
        return report
      })
      .finally(() => this.#reading.note(null))
    this.#rebuilding = rebuilding.catch(() => undefined)
    return rebuilding
  }

  /** Stops reading files, and waits for the last write. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#importing
    await this.#rebuilding
  }

  async #compare(): Promise<JournalVerdict> {
    if (this.#isCompared || this.isPending) return 'known'
    const verdict = await this.deps.journal.compare().catch((error: unknown): JournalVerdict => {
      this.deps.logger.error('Reading the journal failed', error)
      return 'no_witness'
    })
    this.#isCompared = verdict !== 'no_witness'
    if (verdict === 'knows_more') {
      this.deps.noteIncomplete()
      this.#pendingOrigin = { kind: 'incomplete' }
    }
    return verdict
  }
}

const addedRows = ({ adopted, withoutClip }: RebuildReport): boolean => adopted > 0 || withoutClip > 0
