import { mkdirSync, existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { VideoId } from '@shared/generation'
import type { PictureKind } from '@shared/media/pictures'
import { ProblemError } from '@shared/problem'
import type { ClipPictures } from '../../generations/domain/view'
import type { Logger } from '../../logging/logger'

const extensions: Readonly<Record<PictureKind, string>> = { poster: 'jpg', strip: 'strip.jpg' }

/**
 * Posters of clips, and strips of their frames, as JPEG files. Disposable: the window makes a lost one again, and one
 * that cannot be written is left out. The folder is looked at clip by clip: reading it as a whole takes longer the
 * larger the library is.
 */
export class Pictures {
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
    this.forget(id, 'poster')
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

  of(id: VideoId, sha256: string | null): ClipPictures {
    const hasPoster = this.has(id, 'poster')
    return {
      hasPoster,
      hasStrip: this.has(id, 'strip'),
      cannotBeShown: !hasPoster && sha256 !== null && this.isUndecodable(id, sha256)
    }
  }

  /** A file without content is one that a power cut left. */
  has(id: VideoId, kind: PictureKind): boolean {
    return sizeOf(this.pathOf(id, kind)) > 0
  }

  /** Returns the path of a picture, whether or not it exists. */
  pathOf(id: VideoId, kind: PictureKind): string {
    return join(this.folder, `${id}.${extensions[kind]}`)
  }

  /** @throws ProblemError when the bytes are no JPEG. */
  save(id: VideoId, kind: PictureKind, jpeg: Uint8Array): void {
    const isJpeg = jpeg[0] === 0xff && jpeg[1] === 0xd8 && jpeg.at(-2) === 0xff && jpeg.at(-1) === 0xd9
    if (!isJpeg)
      throw new ProblemError({
        code: 'invalid_input',
        message: 'A picture has to be a JPEG.',
        retryable: false
      })
    const path = this.pathOf(id, kind)
    try {
      // The cache may have been deleted while the app runs.
      mkdirSync(this.folder, { recursive: true, mode: 0o700 })
      writeFileSync(`${path}.tmp`, jpeg, { mode: 0o600 })
      renameSync(`${path}.tmp`, path)
    } catch (error) {
      this.logger.warn('Writing a picture failed', error)
      removeIfPossible(`${path}.tmp`)
    }
  }

  /** Removes a picture, so that it is made again. */
  forget(id: VideoId, kind: PictureKind): void {
    removeIfPossible(this.pathOf(id, kind))
  }
}

function sizeOf(path: string): number {
  try {
    return statSync(path, { throwIfNoEntry: false })?.size ?? 0
  } catch {
    // The cache is no folder, or is not readable: its pictures are made again, or left out.
    return 0
  }
}

function removeIfPossible(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // The disk is not writable; the next picture of this clip replaces it.
  }
}
