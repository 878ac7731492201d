import { statSync } from 'node:fs'
import type { VideoId } from '@shared/generation'
import { ProblemError, type Problem } from '@shared/problem'
import { fileMissing } from '@shared/problem-texts'
import { kindOfSync } from '../base/careful-files'

/** Desktop functions for the hand-off. */
export interface Desktop {
  /** Begins a native drag. Does not return before the drop on Windows and Linux. */
  startDrag(paths: readonly string[], posterPath: string | null): void
  copyText(text: string): Promise<void>
  revealFile(path: string): void
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

export interface HandoffDeps {
  readonly desktop: Desktop
  /** Path of a saved video, looked up synchronously; null when there is none. */
  readonly videoPath: (id: VideoId) => string | null
  readonly posterPath: (id: VideoId) => string | null
  readonly isInTrash: (id: VideoId) => boolean
  /** Size of a video when it was saved; null where it has no file. */
  readonly savedBytes: (id: VideoId) => number | null
  /** Returns synchronously whether a file begins as a video does. */
  readonly isVideo: (path: string) => boolean
  /** Returns why the library folder is not available; null when it is. */
  readonly whyFolderIsAway: () => Problem | null
  /** A file is handed over. */
  readonly onUsed: (id: VideoId) => void
  /** A file is not where its row says. */
  readonly onMissing: () => void
}

/** Carries clips to other programs. Ids come in; which files they are is decided here. */
export class Handoff {
  constructor(private readonly deps: HandoffDeps) {}

  /**
   * Drags the files out of the window, in the order given. Runs in the turn of the page's `dragstart`:
   * a drag that begins later is ignored on macOS and may miss a fast drop everywhere.
   */
  dragSync(ids: readonly VideoId[]): void {
    const paths = ids.map((id) => this.#existingPath(id))
    const poster = ids.map((id) => this.deps.posterPath(id)).find((path) => path !== null)
    this.deps.desktop.startDrag(paths, poster ?? null)
  }

  async copyPath(ids: readonly VideoId[]): Promise<void> {
    await this.deps.desktop.copyText(ids.map((id) => this.#existingPath(id)).join('\n'))
  }

  async copyText(text: string): Promise<void> {
    await this.deps.desktop.copyText(text)
  }

  reveal(id: VideoId): void {
    this.deps.desktop.revealFile(this.#existingPath(id))
  }

  #existingPath(id: VideoId): string {
    if (this.deps.isInTrash(id)) throw new ProblemError(inTrash)
    const path = this.deps.videoPath(id)
    if (path === null || kindOfSync(path) !== 'file') {
      this.deps.onMissing()
      throw new ProblemError(this.deps.whyFolderIsAway() ?? fileMissing)
    }
    this.deps.onUsed(id)
    // Another length may be metadata of an editor; a file that no longer begins as a video is of no use.
    if (statSync(path).size !== this.deps.savedBytes(id) && !this.deps.isVideo(path))
      throw new ProblemError(overwritten)
    return path
  }
}
