import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { VideoId } from '@shared/generation'
import { ProblemError } from '@shared/problem'
import type { Logger } from '../../logging/logger'

/**
 * Small JPEG pictures of clips. Disposable: the window makes a lost one again, and one that cannot be written is left
 * out.
 */
export class Posters {
  readonly #ids: Set<string>
  /** Files that this decoder version cannot show, as `<id>.<hash>`. */
  readonly #undecodable: Set<string>

  constructor(
    private readonly folder: string,
    private readonly logger: Logger,
    /** Version of the decoder: another one may show more files. */
    private readonly decoder: string
  ) {
    const names = this.#names()
    this.#ids = new Set(namesWithout('.jpg', names))
    this.#undecodable = new Set(namesWithout(this.#noteEnding, names))
  }

  /** Returns whether this decoder failed on these bytes before; they are not tried again at every start. */
  isUndecodable(id: VideoId, sha256: string): boolean {
    return this.#undecodable.has(noteName(id, sha256))
  }

  noteUndecodable(id: VideoId, sha256: string): void {
    const name = noteName(id, sha256)
    this.#undecodable.add(name)
    // An earlier version made a poster of one black pixel.
    if (this.#ids.delete(id)) removeIfPossible(this.pathOf(id))
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 })
      writeFileSync(join(this.folder, `${name}${this.#noteEnding}`), '', { mode: 0o600 })
    } catch (error) {
      this.logger.warn('Writing the note about an undecodable clip failed', error)
    }
  }

  get #noteEnding(): string {
    return `.${this.decoder}.none`
  }

  /** Returns whether there is a poster; `none` where this decoder cannot show the file. */
  pictureOf(id: VideoId, sha256: string | null): 'poster' | 'none' | 'not_tried' {
    if (sha256 !== null && this.isUndecodable(id, sha256)) return 'none'
    return this.has(id) ? 'poster' : 'not_tried'
  }

  has(id: VideoId): boolean {
    return this.#ids.has(id)
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
      this.#ids.add(id)
    } catch (error) {
      this.logger.warn('Writing a poster failed', error)
      removeIfPossible(`${path}.tmp`)
    }
  }

  #names(): readonly string[] {
    try {
      return readdirSync(this.folder)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        this.logger.warn('Reading the posters failed', error)
      return []
    }
  }
}

const noteName = (id: VideoId, sha256: string): string => `${id}.${sha256.slice(0, 12)}`

const namesWithout = (ending: string, names: readonly string[]): readonly string[] =>
  names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length))

function removeIfPossible(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // The disk is not writable; the next poster of this clip replaces it.
  }
}
