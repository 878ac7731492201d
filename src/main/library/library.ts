import { ProblemError } from '@shared/problem'
import { folderReadOnly, libraryInUse } from '@shared/problem-texts'
import type { Logger } from '../logging/logger'
import { whyNotReadable } from './folder/folder-problems'
import type { LibraryFolder } from './folder/library-folder'
import { filesBeingRenamed, readingStopped } from './library-messages'
import type { LibraryMove } from './move/library-move'
import type { LibraryRecovery, RecoverableOrigin } from './recovery/library-recovery'
import { ReadingProgress } from './recovery/reading-progress'
import type { Reading, RebuildReport } from './recovery/rebuild'
import type { Renames } from './rename/renames'

/** Dialogs for changing the folder. */
export interface LibraryDesktop {
  chooseFolder(startAt: string): Promise<string | null>
  openFolder(path: string): Promise<void>
  /** Asks whether the clips of the old folder go along to the new one. */
  askAboutClips(count: number): Promise<'move' | 'leave' | 'cancel'>
  /** Asks whether to import the folder of another library. */
  askToImportLibrary(): Promise<boolean>
  /** Asks whether to go on in a folder that is not the missing library of so many clips. */
  askAboutOtherFolder(content: 'other_library' | 'no_library', clips: number): Promise<boolean>
}

/** Compares rows and files. `all`: the folder was copied, so the times of its files say nothing. */
export type Reconcile = (
  all: boolean,
  signal: AbortSignal,
  onProgress: (checking: Reading | null) => void
) => Promise<void>

/** Use cases on the library folder as a whole. */
export class Library {
  readonly #stopping = new AbortController()
  #checking: Promise<void> = Promise.resolve()
  readonly #checked: ReadingProgress
  #moving: Promise<unknown> = Promise.resolve()
  /** Ends the rebuild that the user asked for. */
  #stopReading: AbortController | null = null

  constructor(
    private readonly deps: {
      readonly folder: LibraryFolder
      readonly recovery: LibraryRecovery
      readonly move: LibraryMove
      readonly renames: Pick<Renames, 'finish' | 'isRunning'>
      readonly reconcile: Reconcile
      readonly countSavedClips: () => Promise<number>
      readonly journal: { catchUp(): Promise<void> }
      readonly savedItems: { sync(isAdded: boolean): Promise<void> }
      /** Called if it is unknown whether the database is the latest. */
      readonly noteUncertain: () => void
      readonly desktop: LibraryDesktop
      readonly storeFolder: (path: string) => void
      /** Called when rows or the folder's status changed. */
      readonly onChange: () => void
      readonly logger: Logger
    }
  ) {
    this.#checked = new ReadingProgress(deps.onChange)
  }

  /** Prepares the folder for a database of this origin. */
  prepare(origin: RecoverableOrigin): void {
    this.deps.recovery.prepare(origin)
  }

  /** Resolves once the folder is imported into the database. Nothing may be sent before that. */
  async catchUp(): Promise<void> {
    await this.deps.recovery.catchUp(this.deps.noteUncertain)
  }

  /**
   * Finishes a move of the folder or a renaming that was cut off, and compares the rows with the files. What fails is
   * logged, and tried again at the next start.
   */
  async tidy(): Promise<void> {
    const moved = await this.#finishMove()
    await this.deps.renames.finish()
    await this.check(moved)
  }

  /** Compares the database with a folder that is available, perhaps for the first time in this run. */
  async compare(): Promise<void> {
    await this.deps.recovery.catchUp()
    await this.tidy()
  }

  /** Compares the rows with the files, one check at a time. */
  check(all = false): Promise<void> {
    this.#checking = this.#checking
      .then(() => this.deps.reconcile(all, this.#stopping.signal, this.#checked.note))
      .catch((error: unknown) => this.deps.logger.error('Checking the files failed', error))
      .finally(() => {
        this.#checked.note(null)
        this.deps.onChange()
      })
    return this.#checking
  }

  /** Imports the clips of the folder that the database does not know. */
  async rebuild(): Promise<RebuildReport> {
    const status = this.deps.folder.status()
    const problem = status === 'in_use' ? libraryInUse.folder : whyNotReadable(status)
    if (problem) throw new ProblemError(problem)
    const stop = new AbortController()
    this.#stopReading = stop
    try {
      const report = await this.deps.recovery.rebuild(stop.signal)
      await this.deps.journal.catchUp()
      await this.check()
      return report
    } catch (error) {
      throw stop.signal.aborted ? new ProblemError(readingStopped, { cause: error }) : error
    } finally {
      this.#stopReading = null
    }
  }

  /** Ends a rebuild that the user asked for; clips imported by then stay. */
  stopReading(): void {
    this.#stopReading?.abort()
  }

  /**
   * Lets the user choose another folder, or locate the library. A folder with this library's marker is used
   * as it is. Otherwise the user decides whether the old clips go along, and clips in the new folder are imported.
   *
   * @returns False if the user cancelled.
   */
  async choose(): Promise<boolean> {
    const { folder, desktop, move, recovery, renames, savedItems } = this.deps
    const [from, to] = [folder.root, await desktop.chooseFolder(folder.root)]
    if (to === null || (to === from && folder.isThere())) return false
    const content = folder.whatIsAt(to)
    const answer = content === 'this_library' ? 'relink' : await this.#askAbout(content)
    if (answer === 'cancel') return false
    if (renames.isRunning) throw new ProblemError(filesBeingRenamed)
    const moved = await this.#move((signal) =>
      move.run({ from, to, kind: answer }, () => this.#goTo(to), signal)
    )
    if (!recovery.isPending) await recovery.rebuild()
    if (answer !== 'relink') await savedItems.sync(true)
    await recovery.importPending()
    await this.check(moved || answer === 'relink')
    return true
  }

  /** Whether the database has all that the folder knows. */
  get isCaughtUp(): boolean {
    return this.deps.recovery.isCaughtUp
  }

  /** Whether database and folder were compared in this run, and agree. */
  get isCertain(): boolean {
    return this.deps.recovery.isCertain
  }

  /** Progress of reading the folder's files; null while none is read. */
  get reading(): Reading | null {
    return this.deps.recovery.reading
  }

  /** Progress of comparing the rows with the files; null while that is not running. */
  get checking(): Reading | null {
    return this.#checked.current
  }

  async open(): Promise<void> {
    await this.deps.desktop.openFolder(this.deps.folder.root)
  }

  /** Stops reading files, and waits for the last write. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await Promise.all([this.deps.recovery.stop(), this.#moving])
    // The end of a move begins a rebuild.
    await this.deps.recovery.stop()
    await this.#checking
  }

  async #askAbout(content: 'other_library' | 'no_library'): Promise<'move' | 'leave' | 'cancel'> {
    const { folder, desktop, countSavedClips } = this.deps
    const clips = await countSavedClips()
    const isImported = content === 'other_library' && (clips === 0 || folder.isThere())
    if (isImported && !(await desktop.askToImportLibrary())) return 'cancel'
    if (clips === 0) return 'leave'
    if (folder.isThere()) return desktop.askAboutClips(clips)
    return (await desktop.askAboutOtherFolder(content, clips)) ? 'leave' : 'cancel'
  }

  async #finishMove(): Promise<boolean> {
    const { folder, move, logger } = this.deps
    try {
      return folder.isThere() && (await this.#move((signal) => move.finish(folder.root, signal)))
    } catch (error) {
      if (!this.#stopping.signal.aborted) logger.error('Finishing a move of the library failed', error)
      return false
    }
  }

  #move(work: (signal: AbortSignal) => Promise<boolean>): Promise<boolean> {
    const moving = work(this.#stopping.signal)
    this.#moving = moving.catch(() => undefined)
    return moving
  }

  #goTo(to: string): void {
    const { folder, storeFolder, logger } = this.deps
    try {
      if (!folder.moveTo(to, () => storeFolder(to))) throw new ProblemError(libraryInUse.folder)
    } catch (error) {
      if (error instanceof ProblemError) throw error
      logger.warn('Creating a library in the chosen folder failed', error)
      throw new ProblemError(folderReadOnly.chosen)
    }
  }
}
