import { ProblemError, type Problem } from '@shared/problem'
import type { Logger } from '../logging/logger'
import type { LibraryFolder } from './library-folder'
import { moveClips, type MoveReport } from './move-clips'
import type { FileRecord } from './reconcile'
import type { LibraryRebuild, RebuildReport } from './rebuild'
import { libraryFolderInUse } from './video-saver'

/** The dialogs that changing the folder takes. */
export interface LibraryDesktop {
  chooseFolder(startAt: string): Promise<string | null>
  openFolder(path: string): Promise<void>
  /** Whether the clips of the old folder go along to the new one. */
  askAboutClips(count: number): Promise<'move' | 'leave' | 'cancel'>
}

/** Where the database came from at this start. */
export type Origin =
  | { readonly kind: 'existing' | 'new' | 'damaged' }
  | { readonly kind: 'restored'; readonly backupAtMs: number }

/** What the user does with the library folder as a whole. */
export class Library {
  #checking: Promise<void> = Promise.resolve()

  constructor(
    private readonly needs: {
      readonly folder: LibraryFolder
      readonly rebuild: LibraryRebuild
      readonly reconcile: () => Promise<void>
      readonly savedClips: () => readonly FileRecord[]
      readonly desktop: LibraryDesktop
      readonly rememberFolder: (path: string) => void
      readonly notice: (notice: Problem) => void
      /** Rows or the folder's standing changed. */
      readonly onChange: () => void
      readonly logger: Logger
    }
  ) {}

  /** Looks after the folder at start: makes it when it is new, and takes up clips when the database is. */
  async start(origin: Origin): Promise<void> {
    const hadClips = this.needs.folder.hasMarker()
    try {
      this.needs.folder.prepare()
    } catch (error) {
      this.needs.logger.warn('The library folder could not be made', error)
    }
    if (origin.kind === 'existing' || (origin.kind === 'new' && !hadClips)) return this.check()
    const report = await this.rebuild()
    if (origin.kind !== 'new' || report.adopted > 0) this.needs.notice(recovered(origin, report))
  }

  /** Compares the rows with the files, one check at a time. */
  check(): Promise<void> {
    this.#checking = this.#checking
      .then(() => this.needs.reconcile())
      .catch((error: unknown) => this.needs.logger.error('Checking the files broke', error))
      .finally(() => this.needs.onChange())
    return this.#checking
  }

  /** Adopts what the folder holds and the database does not know. */
  async rebuild(): Promise<RebuildReport> {
    if (this.needs.folder.status() === 'in_use') throw new ProblemError(libraryFolderInUse)
    const report = await this.needs.rebuild.run()
    await this.check()
    return report
  }

  /**
   * Lets the user choose another folder. The clips of the old one go along or stay, as the user says; what
   * lies in the new one is adopted. False when the user thought better of it.
   */
  async choose(): Promise<boolean> {
    const { folder, desktop } = this.needs
    const [from, to] = [folder.root, await desktop.chooseFolder(folder.root)]
    if (to === null || to === from) return false
    const clips = this.needs.savedClips()
    const answer = clips.length === 0 ? 'leave' : await desktop.askAboutClips(clips.length)
    if (answer === 'cancel') return false
    folder.moveTo(to)
    if (folder.status() === 'in_use') {
      folder.moveTo(from)
      folder.prepare()
      throw new ProblemError(libraryFolderInUse)
    }
    folder.prepare()
    this.needs.rememberFolder(to)
    if (answer === 'move') {
      const report = await moveClips({ from, to, records: clips, logger: this.needs.logger })
      if (report.left > 0) this.needs.notice(notMoved(report))
    }
    await this.rebuild()
    return true
  }

  async open(): Promise<void> {
    await this.needs.desktop.openFolder(this.needs.folder.root)
  }
}

function recovered(origin: Origin, report: RebuildReport): Problem {
  const clips = `${report.adopted} ${report.adopted === 1 ? 'clip' : 'clips'}`
  const unreadable =
    report.unreadable > 0
      ? `${report.unreadable} ${report.unreadable === 1 ? 'file carries' : 'files carry'} no description and stayed as they are.`
      : ''
  const advice = [origin.kind === 'restored' && notSentByItself, unreadable].filter(Boolean).join(' ')
  return {
    code: 'library_damaged',
    message: whatHappened(origin, clips),
    ...(advice !== '' && { advice }),
    retryable: false
  }
}

const notSentByItself =
  'What was waiting to be sent may have been sent since the backup, so it waits for you now.'

function whatHappened(origin: Origin, clips: string): string {
  switch (origin.kind) {
    case 'restored': {
      const at = new Date(origin.backupAtMs).toISOString().slice(0, 16).replace('T', ' ')
      return `The library index could not be read. Your videos are fine: a backup of ${at} UTC took its place, ${clips} were brought back from the folder, and a copy of the old index is kept.`
    }
    case 'damaged':
      return `The library index could not be read. Your videos are fine: ${clips} were brought back from the folder, and a copy of the old index is kept.`
    case 'existing':
    case 'new':
      return `${clips} found in the library folder were taken up again, with their prompts and settings.`
  }
}

const notMoved = ({ moved, left }: MoveReport): Problem => ({
  code: 'file_missing',
  message: `${moved} ${moved === 1 ? 'clip was' : 'clips were'} moved; ${left} stayed in the old folder.`,
  advice:
    'They are in use, were changed, or a file of that name lies in the new folder. Move them by hand, then rebuild.',
  retryable: false
})
