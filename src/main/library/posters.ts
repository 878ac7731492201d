import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { VideoId } from '@shared/generation'
import { ProblemError } from '@shared/problem'

/** Small JPEG pictures of clips. Derived and disposable: a lost one is made again by the window. */
export class Posters {
  readonly #ids: Set<string>

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true })
    this.#ids = new Set(
      readdirSync(folder).flatMap((name) => (name.endsWith('.jpg') ? [name.slice(0, -'.jpg'.length)] : []))
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
    writeFileSync(`${path}.tmp`, jpeg)
    renameSync(`${path}.tmp`, path)
    this.#ids.add(id)
  }
}
