import type { Problem } from '@shared/problem'
import type { Logger } from '../logging/logger'
import type { LibraryFolder } from './library-folder'
import type { LibraryRebuild, RebuildReport } from './rebuild'

/** What the user does with the library folder as a whole. */
export class Library {
  #checking: Promise<void> = Promise.resolve()

  constructor(
    private readonly needs: {
      readonly folder: LibraryFolder
      readonly rebuild: LibraryRebuild
      readonly reconcile: () => Promise<void>
      readonly chooseFolder: (startAt: string) => Promise<string | null>
      readonly openFolder: (path: string) => Promise<void>
      readonly rememberFolder: (path: string) => void
      readonly notice: (notice: Problem) => void
      /** Rows or the folder's standing changed. */
      readonly onChange: () => void
      readonly logger: Logger
    }
  ) {}

  /** Looks after the folder at start: makes it when it is new, and takes up clips when the database is. */
  async start(origin: 'existing' | 'new' | 'damaged'): Promise<void> {
    const hadClips = this.needs.folder.hasMarker()
    try {
      this.needs.folder.prepare()
    } catch (error) {
      this.needs.logger.warn('The library folder could not be made', error)
    }
    if (origin === 'existing' || (origin === 'new' && !hadClips)) return this.check()
    const report = await this.rebuild()
    if (origin === 'damaged' || report.adopted > 0) this.needs.notice(recovered(origin, report))
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
    const report = await this.needs.rebuild.run()
    await this.check()
    return report
  }

  /** Lets the user choose another folder and adopts what lies there; false when the dialog was closed. */
  async choose(): Promise<boolean> {
    const path = await this.needs.chooseFolder(this.needs.folder.root)
    if (path === null || path === this.needs.folder.root) return false
    this.needs.folder.moveTo(path)
    this.needs.folder.prepare()
    this.needs.rememberFolder(path)
    await this.rebuild()
    return true
  }

  async open(): Promise<void> {
    await this.needs.openFolder(this.needs.folder.root)
  }
}

function recovered(origin: 'new' | 'damaged', report: RebuildReport): Problem {
  const clips = `${report.adopted} ${report.adopted === 1 ? 'clip' : 'clips'}`
  return {
    code: 'library_damaged',
    message:
      origin === 'damaged'
        ? `The library index could not be read. Your videos are fine: ${clips} were brought back from the folder, and a copy of the old index is kept.`
        : `${clips} found in the library folder were taken up again, with their prompts and settings.`,
    ...(report.unreadable > 0 && {
      advice: `${report.unreadable} ${report.unreadable === 1 ? 'file carries' : 'files carry'} no description and stayed as they are.`
    }),
    retryable: false
  }
}
