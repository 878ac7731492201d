import { rename, rm, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sidecarName } from '@shared/library/sidecars'
import { kindOf, readSmallFile } from '../base/careful-files'
import { errorCode } from '../base/errors'
import type { Place } from '../library/move/copy-verified'

/** Above the size of any sidecar of ours, which is a few kilobytes. */
const largestBytes = 2 ** 20

/** `foreign`: another program wrote or changed it, so it stays as it is. `no_clip`: the file that it belongs to is away. */
export type SidecarOutcome = 'same' | 'written' | 'foreign' | 'no_clip'

/** Writes sidecars beside the clips of the library folder, and never over one that another program has changed. */
export class SidecarFiles {
  constructor(
    private readonly deps: {
      readonly folder: {
        readonly root: string
        readonly incoming: string
        pathOf(fileName: string): string | null
      }
      /** Creates the folder for incomplete files. */
      readonly makeIncoming: (root: string) => void
      /** Returns whether a text is a sidecar as this app wrote it. */
      readonly isOwn: (text: string) => boolean
      readonly place: Place
    }
  ) {}

  /**
   * @param id Names the file while it is written.
   * @throws errors of the file system
   */
  async write(fileName: string, id: string, text: string): Promise<SidecarOutcome> {
    const { folder, makeIncoming, place } = this.deps
    const [clip, path] = [folder.pathOf(fileName), folder.pathOf(sidecarName(fileName))]
    if (clip === null || path === null || (await kindOf(clip)) !== 'file') return 'no_clip'
    const before = await this.#read(path)
    if (before === text) return 'same'
    // A crash may have left an empty one.
    if (before !== null && before !== '' && (before === 'foreign' || !this.deps.isOwn(before)))
      return 'foreign'
    makeIncoming(folder.root)
    const part = join(folder.incoming, `${id}.xmp`)
    await rm(part, { force: true })
    try {
      await writeFile(part, text, { flag: 'wx', flush: true })
      // A hard link replaces nothing that another program may have written just now.
      if (before === null) return (await place(part, path)) === 'placed' ? 'written' : 'foreign'
      // Another program may have written it while ours was flushed.
      if ((await this.#read(path)) !== before) return 'foreign'
      await rename(part, path)
      return 'written'
    } finally {
      await rm(part, { force: true })
    }
  }

  /** Removes the sidecar of a file, unless another program wrote or changed it. */
  async remove(fileName: string): Promise<'removed' | 'foreign' | 'none'> {
    const path = this.deps.folder.pathOf(sidecarName(fileName))
    const text = path === null ? null : await this.#read(path)
    if (path === null || text === null) return 'none'
    if (text === 'foreign' || !this.deps.isOwn(text)) return 'foreign'
    await unlink(path)
    return 'removed'
  }

  /** Returns the text of a sidecar; null where there is none, `foreign` for what cannot be one of ours. */
  async #read(path: string): Promise<string | null> {
    try {
      const bytes = await readSmallFile(path, largestBytes)
      return bytes === null ? null : bytes === 'too_large' ? 'foreign' : bytes.toString()
    } catch (error) {
      if (errorCode(error) === 'ENOTORDINARY') return 'foreign'
      throw error
    }
  }
}
