import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { VideoId } from '@shared/generation'
import { ProblemError } from '@shared/problem'
import type { Logger } from '../logging/logger'

/**
 * Small JPEG pictures of clips. Derived and disposable: a lost one is made again by the window, and one that the disk
 * does not take is done without.
 */
export class Posters {
  readonly #ids: Set<string>

  constructor(
    private readonly folder: string,
    private readonly logger: Logger
  ) {
    this.#ids = new Set(
      this.#names().flatMap((name) => (name.endsWith('.jpg') ? [name.slice(0, -'.jpg'.length)] : []))
    )
  }

  has(id: VideoId): boolean {
    return this.#ids.has(id)
  }

  /** Where the poster lies, whether or not there is one. */
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
      // It may have been deleted while the app runs, as caches are.
      mkdirSync(this.folder, { recursive: true })
      writeFileSync(`${path}.tmp`, jpeg)
      renameSync(`${path}.tmp`, path)
      this.#ids.add(id)
    } catch (error) {
      this.logger.warn('A poster could not be kept', error)
      removeIfPossible(`${path}.tmp`)
    }
  }

  #names(): readonly string[] {
    try {
      return readdirSync(this.folder)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.logger.warn('No poster can be read', error)
      return []
    }
  }
}

function removeIfPossible(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // The disk takes nothing at all; the next poster of this clip is written over it.
  }
}
