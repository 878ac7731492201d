import type { GenerationId, VideoId } from '@shared/generation'
import type { Clock } from '../base/clock'
import type { ClipFiles } from './clip-files'
import type { DragStarted } from '@shared/contract/file-calls'

/** Desktop functions for the hand-off. */
export interface Desktop {
  /**
   * Begins a native drag. Does not return before the drop on Windows and Linux.
   *
   * @param posterPaths Pictures to draw below the pointer, the first on top.
   */
  startDrag(paths: readonly string[], posterPaths: readonly string[]): void
  copyText(text: string): Promise<void>
  /** Copies files, to be pasted in a file manager. Returns false where the system or the runtime cannot. */
  copyFiles(paths: readonly string[]): Promise<boolean>
  revealFile(path: string): void
}

/** Pictures that the drag image has room for. */
const mostPosters = 3

export interface HandoffDeps {
  readonly desktop: Desktop
  readonly files: ClipFiles
  readonly posterPath: (id: VideoId) => string | null
  /** Whether the system blocks while it drags. */
  readonly blocksWhileDragging: boolean
  readonly clock: Pick<Clock, 'now'>
  readonly onDragStarted: (started: DragStarted) => void
}

/** Carries clips to other programs. */
export class Handoff {
  constructor(private readonly deps: HandoffDeps) {}

  /**
   * Drags the files out of the window, in the order given. Runs in the turn of the page's `dragstart`:
   * a drag that begins later is ignored on macOS and may miss a fast drop everywhere.
   */
  dragSync(clips: readonly GenerationId[]): void {
    const { desktop, clock, blocksWhileDragging, onDragStarted } = this.deps
    const files = this.deps.files.existingSync(clips)
    const beganAtMs = clock.now()
    desktop.startDrag(
      files.map(({ path }) => path),
      this.#posters(files.map(({ id }) => id))
    )
    onDragStarted({ tookMs: clock.now() - beganAtMs, isOver: blocksWhileDragging })
  }

  /** Copies the files themselves; their paths, where the system does not take files. */
  async copyFiles(clips: readonly GenerationId[]): Promise<'files' | 'paths'> {
    const { desktop } = this.deps
    const paths = this.deps.files.existingSync(clips).map(({ path }) => path)
    if (await desktop.copyFiles(paths)) return 'files'
    await desktop.copyText(paths.join('\n'))
    return 'paths'
  }

  async copyPath(clips: readonly GenerationId[]): Promise<void> {
    const files = this.deps.files.existingSync(clips)
    await this.deps.desktop.copyText(files.map(({ path }) => path).join('\n'))
  }

  async copyText(text: string): Promise<void> {
    await this.deps.desktop.copyText(text)
  }

  /** Shows a file that the app wrote. */
  revealPath(path: string): void {
    this.deps.desktop.revealFile(path)
  }

  reveal(clip: GenerationId, video: VideoId): void {
    const files = this.deps.files.existingSync([clip])
    const file = files.find(({ id }) => id === video) ?? files[0]
    if (file) this.deps.desktop.revealFile(file.path)
  }

  /** Looks for no more pictures than are drawn. */
  #posters(ids: readonly VideoId[]): readonly string[] {
    const posters: string[] = []
    for (const id of ids) {
      const poster = this.deps.posterPath(id)
      if (poster !== null) posters.push(poster)
      if (posters.length === mostPosters) break
    }
    return posters
  }
}
