import { ProblemError, type Problem } from '@shared/problem'
import type { Logger } from '../logging/logger'
import { folderReadOnly, libraryFolderInUse, whyNotThere } from './folder/folder-problems'
import type { JournalVerdict } from './journal/journal'
import type { LibraryFolder } from './folder/library-folder'
import type { LibraryMove } from './move/library-move'
import type { FileRecord } from './recovery/reconcile'
import type { LibraryRebuild, Reading, RebuildReport } from './recovery/rebuild'

/** The dialogs that changing the folder takes. */
export interface LibraryDesktop {
  chooseFolder(startAt: string): Promise<string | null>
  openFolder(path: string): Promise<void>
  /** Whether the clips of the old folder go along to the new one. */
  askAboutClips(count: number): Promise<'move' | 'leave' | 'cancel'>
  /** Whether what another library's folder holds becomes part of this library. */
  askToTakeUpLibrary(): Promise<boolean>
  /** Whether to go on in a folder that is not the library which is away, with that many clips. */
  askAboutOtherFolder(lies: 'other_library' | 'no_library', clips: number): Promise<boolean>
}

/** Where the database came from at this start. */
export type Origin =
  | { readonly kind: 'existing' | 'new' | 'incomplete' }
  /** `isAltered`: another program changed what a database of ours is made of. */
  | { readonly kind: 'damaged'; readonly isAltered?: boolean | undefined }
  | { readonly kind: 'restored'; readonly backupAtMs: number; readonly isAltered?: boolean | undefined }

/** What the user does with the library folder as a whole. */
export class Library {
  readonly #stopping = new AbortController()
  #checking: Promise<void> = Promise.resolve()
  #moving: Promise<unknown> = Promise.resolve()
  #rebuilding: Promise<unknown> = Promise.resolve()
  #takingUp: Promise<unknown> = Promise.resolve()
  #reading: Reading | null = null
  /** Ends the rebuild that the user asked for. */
  #stopReading: AbortController | null = null
  /** A database that was empty, restored or incomplete at this start, until the folder's clips are taken up. */
  #toTakeUp: Origin | null = null
  /** Whether the journal was asked, since the start, for what the rows do not know. */
  #isCompared = false

  constructor(
    private readonly needs: {
      readonly folder: LibraryFolder
      readonly rebuild: LibraryRebuild
      /** `anew`: the clips lie at another place, where a copy has touched them all. */
      readonly reconcile: (anew: boolean, signal: AbortSignal) => Promise<void>
      readonly savedClips: () => readonly FileRecord[]
      /** Many rows came at once; the window may have read its lists before. */
      readonly onRowsAdded: () => void
      readonly move: LibraryMove
      readonly journal: {
        compare(): Promise<JournalVerdict>
        catchUp(): Promise<void>
      }
      /** Presets, snippets and models of one's own; `isAnew`: the rows of them were lost, or are of another folder. */
      readonly belongings: { sync(isAnew: boolean): Promise<void> }
      /** The journal knows more than the rows: the folder is to be taken up, whatever happens before. */
      readonly noteIncomplete: () => void
      /** Nothing says whether the rows are the last ones. */
      readonly noteUncertain: () => void
      readonly desktop: LibraryDesktop
      readonly rememberFolder: (path: string) => void
      /** The folder's clips are rows again. */
      readonly onTakenUp: () => void
      readonly notice: (notice: Problem) => void
      /** Rows or the folder's standing changed. */
      readonly onChange: () => void
      readonly logger: Logger
    }
  ) {}

  /**
   * Looks after the folder at start: makes it when it is new, and takes it up where it knows more than the rows.
   * Returns when the rows are as they should be; until then nothing may be sent.
   */
  async start(origin: Origin): Promise<void> {
    const hadClips = this.needs.folder.hasMarker()
    try {
      this.needs.folder.prepare()
    } catch (error) {
      this.needs.logger.warn('The library folder could not be made', error)
    }
    const isBare = origin.kind === 'new' && !hadClips
    if (isBare) this.needs.onTakenUp()
    this.#toTakeUp = origin.kind === 'existing' || isBare ? null : origin
    await this.#compareAndTakeUp(this.needs.noteUncertain)
    void this.#tidy().catch((error: unknown) =>
      this.needs.logger.error('Looking after the folder broke', error)
    )
  }

  /** The folder is there, perhaps for the first time: the rows are compared with it, or come from it. */
  async lookAfter(): Promise<void> {
    await this.#compareAndTakeUp()
    await this.#tidy()
  }

  /** Ends a move of the folder that was cut off, and compares the rows with the files. */
  async #tidy(): Promise<void> {
    const { folder, move } = this.needs
    const moved = folder.isThere() && (await this.#move((signal) => move.finish(folder.root, signal)))
    await this.check(moved)
  }

  #compareAndTakeUp(otherwise: () => void = () => undefined): Promise<void> {
    const takingUp = this.#compare().then((verdict) => {
      if (verdict === 'no_witness') otherwise()
      return this.#takeUp()
    })
    this.#takingUp = takingUp.catch(() => undefined)
    return takingUp
  }

  /** An older database, or one that lost its last writes, is behind what the folder was told. */
  async #compare(): Promise<JournalVerdict> {
    if (this.#isCompared || this.#toTakeUp) return 'known'
    const verdict = await this.needs.journal.compare().catch((error: unknown): JournalVerdict => {
      this.needs.logger.error('The journal could not be read', error)
      return 'no_witness'
    })
    this.#isCompared = verdict !== 'no_witness'
    if (verdict === 'knows_more') {
      this.needs.noteIncomplete()
      this.#toTakeUp = { kind: 'incomplete' }
    }
    return verdict
  }

  async #takeUp(): Promise<void> {
    const { folder, journal, belongings, notice, onTakenUp } = this.needs
    if (!folder.isThere()) return
    const origin = this.#toTakeUp
    await belongings.sync(origin !== null)
    if (origin !== null) {
      const report = await this.#rebuild()
      if (origin.kind !== 'new' || cameBack(report)) notice(recovered(origin, report))
      this.#toTakeUp = null
      onTakenUp()
    }
    await journal.catchUp()
  }

  /** Compares the rows with the files, one check at a time. */
  check(anew = false): Promise<void> {
    this.#checking = this.#checking
      .then(() => this.needs.reconcile(anew, this.#stopping.signal))
      .catch((error: unknown) => this.needs.logger.error('Checking the files broke', error))
      .finally(() => this.needs.onChange())
    return this.#checking
  }

  /** Adopts what the folder holds and the database does not know. */
  async rebuild(): Promise<RebuildReport> {
    const status = this.needs.folder.status()
    const problem = status === 'in_use' ? libraryFolderInUse : whyNotThere(status)
    if (problem) throw new ProblemError(problem)
    const stop = new AbortController()
    this.#stopReading = stop
    try {
      const report = await this.#rebuild(stop.signal)
      await this.needs.journal.catchUp()
      await this.check()
      return report
    } catch (error) {
      throw stop.signal.aborted ? new ProblemError(stoppedReading, { cause: error }) : error
    } finally {
      this.#stopReading = null
    }
  }

  /** Ends a rebuild that the user asked for; what was taken up by then stays. */
  stopReading(): void {
    this.#stopReading?.abort()
  }

  /** How far the reading of the folder's files is; null while none are read. */
  get reading(): Reading | null {
    return this.#reading
  }

  /**
   * Lets the user choose another folder, or say where the library lies now. Its own marker is enough to go on there.
   * Otherwise the clips of the old folder go along or stay, as the user says; what lies in the new one is adopted.
   * False when the user thought better of it.
   */
  async choose(): Promise<boolean> {
    const { folder, desktop } = this.needs
    const [from, to] = [folder.root, await desktop.chooseFolder(folder.root)]
    if (to === null || (to === from && folder.isThere())) return false
    const lies = folder.whatIsAt(to)
    const answer = lies === 'this_library' ? 'relink' : await this.#askAbout(lies)
    if (answer === 'cancel') return false
    const go = (): void => this.#goTo(to)
    const moved = await this.#move((signal) => this.needs.move.run({ from, to, kind: answer }, go, signal))
    if (!this.#toTakeUp) await this.#rebuild()
    if (answer !== 'relink') await this.needs.belongings.sync(true)
    await this.#takeUp()
    await this.check(moved || answer === 'relink')
    return true
  }

  /** Ends what reads files and writes rows. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#takingUp
    await this.#moving
    await this.#rebuilding
    await this.#checking
  }

  async open(): Promise<void> {
    await this.needs.desktop.openFolder(this.needs.folder.root)
  }

  #rebuild(stop?: AbortSignal): Promise<RebuildReport> {
    const signal = AbortSignal.any([this.#stopping.signal, ...(stop ? [stop] : [])])
    const rebuilding = this.needs.rebuild
      .run(signal, (reading) => this.#noteReading(reading))
      .then((report) => {
        signal.throwIfAborted()
        if (cameBack(report)) this.needs.onRowsAdded()
        return report
      })
      .finally(() => this.#noteReading(null))
    this.#rebuilding = rebuilding.catch(() => undefined)
    return rebuilding
  }

  /** A hundred steps, however many files there are. */
  #noteReading(reading: Reading | null): void {
    const percent = (at: Reading | null): number => (at ? Math.floor((at.done * 100) / at.total) : -1)
    const isStep = percent(reading) !== percent(this.#reading)
    this.#reading = reading
    if (isStep) this.needs.onChange()
  }

  async #askAbout(lies: 'other_library' | 'no_library'): Promise<'move' | 'leave' | 'cancel'> {
    const { folder, desktop, savedClips } = this.needs
    const clips = savedClips().length
    const isTakenUp = lies === 'other_library' && (clips === 0 || folder.isThere())
    if (isTakenUp && !(await desktop.askToTakeUpLibrary())) return 'cancel'
    if (clips === 0) return 'leave'
    if (folder.isThere()) return desktop.askAboutClips(clips)
    return (await desktop.askAboutOtherFolder(lies, clips)) ? 'leave' : 'cancel'
  }

  #move(work: (signal: AbortSignal) => Promise<boolean>): Promise<boolean> {
    const moving = work(this.#stopping.signal)
    this.#moving = moving.catch(() => undefined)
    return moving
  }

  #goTo(to: string): void {
    const { folder, rememberFolder, logger } = this.needs
    try {
      if (!folder.moveTo(to, () => rememberFolder(to))) throw new ProblemError(libraryFolderInUse)
    } catch (error) {
      if (error instanceof ProblemError) throw error
      logger.warn('The chosen folder takes no library', error)
      throw new ProblemError({ ...folderReadOnly, message: 'Nothing can be written into that folder.' })
    }
  }
}

const cameBack = ({ adopted, withoutClip }: RebuildReport): boolean => adopted > 0 || withoutClip > 0

function recovered(origin: Origin, report: RebuildReport): Problem {
  const advice = [
    (origin.kind === 'restored' || origin.kind === 'incomplete') && notSentByItself,
    report.unreadable > 0 &&
      `${report.unreadable} ${report.unreadable === 1 ? 'file carries' : 'files carry'} no description that can be read and stayed as they are: ${namesOf(report)}.`,
    report.unreadableLines > 0 &&
      `${report.unreadableLines} ${report.unreadableLines === 1 ? 'line' : 'lines'} of the folder’s journal could not be used.`
  ]
    .filter(Boolean)
    .join(' ')
  return {
    code: 'library_damaged',
    message: whatHappened(origin, takenUp(report)),
    ...(advice !== '' && { advice }),
    retryable: false
  }
}

/** `3 clips`, and `3 clips and 1 generation without one` where there is such. */
function takenUp({ adopted, withoutClip }: RebuildReport): string {
  const clips = `${adopted} ${adopted === 1 ? 'clip' : 'clips'}`
  if (withoutClip === 0) return clips
  return `${clips} and ${withoutClip} ${withoutClip === 1 ? 'generation' : 'generations'} without one`
}

const why = ({ isAltered }: { readonly isAltered?: boolean | undefined }): string =>
  isAltered
    ? 'Another program changed the library index, so it is not used.'
    : 'The library index could not be read.'

/** `“a.mp4”, “b.mp4” and more`. */
const namesOf = ({ unreadable, unreadableNames }: RebuildReport): string =>
  unreadableNames.map((name) => `“${shortName(name)}”`).join(', ') +
  (unreadable > unreadableNames.length ? ' and more' : '')

const shortName = (name: string): string => (name.length > 60 ? `${name.slice(0, 59)}…` : name)

const stoppedReading: Problem = {
  code: 'not_possible_now',
  message: 'Stopped. What was found by then stays in your library.',
  retryable: true
}

const notSentByItself = 'What was waiting to be sent may have been sent already, so it waits for you now.'

function whatHappened(origin: Origin, clips: string): string {
  switch (origin.kind) {
    case 'restored': {
      const at = new Date(origin.backupAtMs).toISOString().slice(0, 16).replace('T', ' ')
      return `${why(origin)} Your videos are fine: a backup of ${at} UTC took its place, ${clips} were brought back from the folder, and a copy of the old index is kept.`
    }
    case 'damaged':
      return `${why(origin)} Your videos are fine: ${clips} were brought back from the folder, and a copy of the old index is kept.`
    case 'incomplete':
      return `The library index lacked its latest changes. Your videos are fine: ${clips} were brought back from the folder.`
    case 'existing':
    case 'new':
      return `${clips} found in the library folder were taken up again, with their prompts and settings.`
  }
}
