import { statSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { VideoId } from '@shared/generation'
import { CopySort } from '@shared/media/editor-copies'
import { readSmallFileSync } from '../base/careful-files'
import { replaceFile } from '../base/files'
import type { Logger } from '../logging/logger'

const largestRecordBytes = 16 * 2 ** 20

const RecordedCopy = z.object({
  videoId: VideoId,
  sort: CopySort,
  /** In the folder of copies. */
  fileName: z.string().regex(/^[^./\\\p{Cc}][^/\\\p{Cc}]*$/u),
  bytes: z.number(),
  /** By which a file that another program wrote there is noticed before it would be replaced. */
  modifiedMs: z.number(),
  /** Hash of the clip's file, as its row says it. */
  sourceSha256: z.string(),
  /** Facts of that file, by which a change of it is noticed. */
  source: z.object({ bytes: z.number(), modifiedMs: z.number() })
})
export type RecordedCopy = Readonly<z.infer<typeof RecordedCopy>>

const Stored = z.object({ version: z.literal(1), copies: z.array(z.unknown()) })

/** Record of the copies of a library, in a file of the library folder. */
export class CopyRecord {
  /** Read again once the file is another one: its drive may be away, or was used elsewhere meanwhile. */
  #read: { readonly version: string; readonly copies: readonly RecordedCopy[] } | null = null

  constructor(
    private readonly deps: {
      readonly folder: { readonly root: string }
      readonly logger: Logger
    }
  ) {}

  find(videoId: VideoId, sort: CopySort): RecordedCopy | null {
    return this.#copies.find((copy) => copy.videoId === videoId && copy.sort === sort) ?? null
  }

  of(videoId: VideoId): readonly RecordedCopy[] {
    return this.#copies.filter((copy) => copy.videoId === videoId)
  }

  /** Writes a copy in place of an earlier one of its sort. */
  async put(copy: RecordedCopy): Promise<void> {
    const others = this.#copies.filter((one) => one.videoId !== copy.videoId || one.sort !== copy.sort)
    await this.#write([...others, copy])
  }

  async remove(copies: readonly RecordedCopy[]): Promise<void> {
    await this.#write(this.#copies.filter((one) => !copies.includes(one)))
  }

  get #path(): string {
    return join(this.deps.folder.root, '.dailies', 'copies.json')
  }

  get #copies(): readonly RecordedCopy[] {
    const path = this.#path
    const version = versionOf(path)
    if (version === null) return []
    if (this.#read?.version !== version) this.#read = { version, copies: this.#readFile(path) }
    return this.#read.copies
  }

  /** What cannot be read is left out: its copies are made again. */
  #readFile(path: string): readonly RecordedCopy[] {
    try {
      const bytes = readSmallFileSync(path, largestRecordBytes)
      if (bytes === null) return []
      const { copies } = Stored.parse(JSON.parse(bytes.toString()))
      return copies.flatMap((copy) => RecordedCopy.safeParse(copy).data ?? [])
    } catch (error) {
      this.deps.logger.warn('Reading the record of editor copies failed', error)
      return []
    }
  }

  async #write(copies: readonly RecordedCopy[]): Promise<void> {
    await replaceFile(this.#path, JSON.stringify({ version: 1, copies }))
  }
}

/** Returns what differs between a file and the one before it; null where there is none. */
function versionOf(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats ? `${path} ${stats.ino} ${stats.size} ${stats.mtimeMs}` : null
}
