import { lstat, unlink } from 'node:fs/promises'
import { kindOf } from '../base/careful-files'
import type { Video } from '../generations/domain/generation'
import type { Logger } from '../logging/logger'

/**
 * `removed`: its file left the disk. `nothing`: there was none. `refused`: it stays. `other_file`: what has its name is
 * not its file. `away`: the folder is not there, which says nothing.
 */
export type Removal = 'removed' | 'nothing' | 'refused' | 'other_file' | 'away'

interface FileRemovalDeps {
  readonly folder: {
    pathOf(fileName: string): string | null
    isThere(): boolean
  }
  /** Returns where a file is that was put aside until the user decides. */
  readonly heldPathOf: (id: Video['id']) => string
  /** Moves a file to the system's trash; rejects where the system refuses. */
  readonly trashFile: (path: string) => Promise<void>
  /** Removes the sidecar of a file, unless another program wrote or changed it. */
  readonly removeSidecar: (fileName: string) => Promise<unknown>
  /** Removes parts and pictures of a video. */
  readonly clearUp: (id: Video['id']) => Promise<void>
  readonly logger: Logger
}

/** Removes files of clips from the library folder. */
export class FileRemoval {
  constructor(private readonly deps: FileRemovalDeps) {}

  readonly toSystemTrash = (video: Video): Promise<Removal> => this.#remove(video, this.deps.trashFile)
  readonly forGood = (video: Video): Promise<Removal> => this.#remove(video, unlink)

  async #remove(video: Video, remove: (path: string) => Promise<void>): Promise<Removal> {
    const { folder, logger } = this.deps
    const path = video.held ? this.deps.heldPathOf(video.id) : this.#pathOf(video)
    const found = path === null ? 'nothing' : await this.#find(path, video)
    if (found === 'away' || found === 'other_file') return found
    if (path !== null && found === 'its_file') {
      try {
        await remove(path)
      } catch (error) {
        logger.warn('Moving a file to the trash failed', error)
      }
      // Some desktops report success and leave the file.
      if ((await kindOf(path)) !== 'nothing') return 'refused'
    }
    if (!folder.isThere()) return 'away'
    if (found === 'its_file' && video.fileName !== null) await this.#removeSidecar(video.fileName)
    await this.deps.clearUp(video.id)
    return found === 'its_file' ? 'removed' : 'nothing'
  }

  async #removeSidecar(fileName: string): Promise<void> {
    try {
      await this.deps.removeSidecar(fileName)
    } catch (error) {
      this.deps.logger.warn('Removing a sidecar failed', error)
    }
  }

  #pathOf({ fileName }: Video): string | null {
    return fileName === null ? null : this.deps.folder.pathOf(fileName)
  }

  async #find(
    path: string,
    { state, file, held }: Video
  ): Promise<'its_file' | 'other_file' | 'nothing' | 'away'> {
    const kind = await kindOf(path)
    if (kind === 'nothing') return this.deps.folder.isThere() ? 'nothing' : 'away'
    if (kind !== 'file') return 'other_file'
    if (state === 'changed' || held) return 'its_file'
    // Where the row has no file, or one of another length, a person or program put this one there.
    const isIts = state === 'saved' && (await lstat(path)).size === file?.bytes
    return isIts ? 'its_file' : 'other_file'
  }
}
