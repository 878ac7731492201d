import * as z from 'zod'
import { NotOrdinaryError } from '../../base/careful-files'
import { crashPoint } from '../../base/crash-points'
import type { Files } from '../files'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** State of a part file; stored beside it and replaced as a whole. */
const Control = z.strictObject({
  version: z.literal(1),
  /** URL of the bytes: those of another URL are never appended. */
  source: z.string(),
  validator: z.strictObject({ kind: z.enum(['etag', 'last_modified']), value: z.string() }).nullable(),
  totalBytes: z.int().nonnegative().nullable(),
  /** Length of the part that was flushed to disk: bytes behind it may be zeros after a power loss. */
  heldBytes: z.int().nonnegative(),
  /** Consecutive calls without progress worth mentioning. */
  fruitless: z.int().nonnegative(),
  /** Set when the part is the finished file, packet included, and only needs its final name. */
  sealed: z
    .strictObject({
      bytes: z.int().nonnegative(),
      sha256: Sha256,
      sourceBytes: z.int().nonnegative(),
      sourceSha256: Sha256
    })
    .nullable()
})
export type Control = Readonly<z.infer<typeof Control>>
export type Sealed = NonNullable<Control['sealed']>

const largestControl = 64 * 1024

/** The control file beside a part. It is never overwritten: a new one is flushed and renamed over it. */
export class ControlFile {
  constructor(
    readonly files: Files,
    readonly folder: string,
    readonly path: string
  ) {}

  get #newPath(): string {
    return `${this.path}.new`
  }

  /** Returns null if there is no readable control file: the part is then worthless. */
  async read(): Promise<Control | null> {
    const size = await this.files.size(this.path)
    if (size === null || size > largestControl) return null
    const file = await this.files.open(this.path, 'read').catch(unlessOrdinary)
    if (!file) return null
    try {
      const bytes = new Uint8Array(size)
      await file.read(bytes, 0)
      return Control.parse(JSON.parse(new TextDecoder().decode(bytes)))
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof z.ZodError) return null
      throw error
    } finally {
      await file.close()
    }
  }

  async write(control: Control): Promise<void> {
    const file = await this.files.open(this.#newPath, 'write')
    try {
      const bytes = new TextEncoder().encode(JSON.stringify(control))
      await file.truncate(0)
      await file.write([bytes], 0)
      await file.sync()
    } finally {
      await file.close()
    }
    crashPoint('download.note-written')
    await this.files.rename(this.#newPath, this.path)
    crashPoint('download.note-named')
    await this.files.flushFolder(this.folder)
  }

  async remove(): Promise<void> {
    await this.files.remove(this.#newPath)
    await this.files.remove(this.path)
  }
}

/** Ignores a planted link or pipe; the next control file replaces it. */
function unlessOrdinary(error: unknown): null {
  if (error instanceof NotOrdinaryError) return null
  throw error
}
