import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { VideoId } from '@shared/generation'
import { ProblemError } from '@shared/problem'
import type { Logger } from '../../logging/logger'

/**
 * Small JPEG pictures of clips. Disposable: the window makes a lost one again, and one that cannot be written is left
 * out. The folder is looked at clip by clip: reading it as a whole takes longer the larger the library is.
 */
export class Posters {
  constructor(
    private readonly folder: string,
    private readonly logger: Logger,
    /** Version of the decoder: another one may show more files. */
    private readonly decoder: string
  ) {}

  /** Returns whether this decoder failed on these bytes before; they are not tried again at every start. */
  isUndecodable(id: VideoId, sha256: string): boolean {
    return existsSync(this.#notePath(id, sha256))
  }

  noteUndecodable(id: VideoId, sha256: string): void {
    // An earlier version made a poster of one black pixel.
    removeIfPossible(this.pathOf(id))
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 })
      writeFileSync(this.#notePath(id, sha256), '', { mode: 0o600 })
    } catch (error) {
      this.logger.warn('Writing the note about an undecodable clip failed', error)
    }
  }

  /** Path of the note that this decoder version cannot show these bytes. */
  #notePath(id: VideoId, sha256: string): string {
    return join(this.folder, `${id}.${sha256.slice(0, 12)}.${this.decoder}.none`)
  }

  /** Returns whether there is a poster; `none` where this decoder cannot show the file. */
  pictureOf(id: VideoId, sha256: string | null): 'poster' | 'none' | 'not_tried' {
    if (this.has(id)) return 'poster'
    return sha256 !== null && this.isUndecodable(id, sha256) ? 'none' : 'not_tried'
  }

  has(id: VideoId): boolean {
    return existsSync(this.pathOf(id))
  }

  /** Returns the path of a poster, whether or not it exists. */
  pathOf(id: VideoId): string {
    return join(this.folder, `${id}.jpg`)
  }

  /** @throws ProblemError when the bytes are no JPEG. */
  save(id: VideoId, jpeg: Uint8Array): void {
    const isJpeg = jpeg[0] === 0xff && jpeg[1] === 0xd8 && jpeg.at(-2) === 0xff && jpeg.at(-1) === 0xd9
    if (!isJpeg)
      throw new ProblemError({
        code: 'invalid_input',
        message: 'A poster has to be a JPEG.',
        retryable: false
      })
    const path = this.pathOf(id)
    try {
      // The cache may have been deleted while the app runs.
      mkdirSync(this.folder, { recursive: true, mode: 0o700 })
      writeFileSync(`${path}.tmp`, jpeg, { mode: 0o600 })
      renameSync(`${path}.tmp`, path)
    } catch (error) {
      this.logger.warn('Writing a poster failed', error)
      removeIfPossible(`${path}.tmp`)
    }
  }
}

function removeIfPossible(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // The disk is not writable; the next poster of this clip replaces it.
  }
}
