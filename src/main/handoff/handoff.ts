import { statSync } from 'node:fs'
import type { VideoId } from '@shared/generation'
import { ProblemError, type Problem } from '@shared/problem'
import { kindOfSync } from '../base/careful-files'

/** What the desktop does for the hand-off. */
export interface Desktop {
  /** Begins a native drag. Does not return before the drop on Windows and Linux. */
  startDrag(paths: readonly string[], posterPath: string | null): void
  copyText(text: string): Promise<void>
  revealFile(path: string): void
}

const missing: Problem = {
  code: 'file_missing',
  message: 'The file was moved or deleted.',
  advice: 'Locate the file, or download it again.',
  retryable: false
}

const overwritten: Problem = {
  code: 'file_damaged',
  message: 'Another program overwrote this file: it’s no longer a video.',
  advice: 'Download it again, or locate the file.',
  retryable: false
}

const inTrash: Problem = {
  code: 'not_possible_now',
  message: 'This clip is in the trash.',
  advice: 'Restore it first.',
  retryable: false
}

/** Carries clips to other programs. Ids come in; which files they are is decided here. */
export class Handoff {
  constructor(
    private readonly needs: {
      readonly desktop: Desktop
      /** The path of a saved video, by a look-up that waits for nothing; null when there is none. */
      readonly videoPath: (id: VideoId) => string | null
      readonly posterPath: (id: VideoId) => string | null
      readonly isInTrash: (id: VideoId) => boolean
      /** How large a video was when it was saved; null where it has no file. */
      readonly savedBytes: (id: VideoId) => number | null
      /** Whether a file begins as a video does; waits for nothing. */
      readonly isVideo: (path: string) => boolean
      /** Why no file of the library can be got at now; null when its folder is there. */
      readonly whyFolderIsAway: () => Problem | null
      /** A file is handed over: it may be another one than was saved. */
      readonly onUsed: (id: VideoId) => void
      /** A file is not where its row says: the rows want comparing with the folder. */
      readonly onMissing: () => void
    }
  ) {}

  /**
   * Drags the files out of the window, in the order given. Runs in the turn of the page's `dragstart`:
   * a drag that begins later is ignored on macOS and lost by a fast hand everywhere.
   */
  dragSync(ids: readonly VideoId[]): void {
    const paths = ids.map((id) => this.#existingPath(id))
    const poster = ids.map((id) => this.needs.posterPath(id)).find((path) => path !== null)
    this.needs.desktop.startDrag(paths, poster ?? null)
  }

  async copyPath(ids: readonly VideoId[]): Promise<void> {
    await this.needs.desktop.copyText(ids.map((id) => this.#existingPath(id)).join('\n'))
  }

  async copyText(text: string): Promise<void> {
    await this.needs.desktop.copyText(text)
  }

  reveal(id: VideoId): void {
    this.needs.desktop.revealFile(this.#existingPath(id))
  }

  #existingPath(id: VideoId): string {
    if (this.needs.isInTrash(id)) throw new ProblemError(inTrash)
    const path = this.needs.videoPath(id)
    if (path === null || kindOfSync(path) !== 'file') {
      this.needs.onMissing()
      throw new ProblemError(this.needs.whyFolderIsAway() ?? missing)
    }
    this.needs.onUsed(id)
    // Another length may be a note that an editor wrote into it; what no longer begins as a video is of no use there.
    if (statSync(path).size !== this.needs.savedBytes(id) && !this.needs.isVideo(path))
      throw new ProblemError(overwritten)
    return path
  }
}
