import * as z from 'zod'
import { NotOrdinaryError } from '../../base/careful-files'
import { crashPoint } from '../../base/crash-points'
import type { Files } from '../files'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** What is known about a part file; lies beside it, and is replaced as a whole. */
const Control = z.strictObject({
  version: z.literal(1),
  /** The URL that the bytes come from: bytes of another are never appended. */
  source: z.string(),
  validator: z.strictObject({ kind: z.enum(['etag', 'last_modified']), value: z.string() }).nullable(),
  totalBytes: z.int().nonnegative().nullable(),
  /** How much of the part was flushed to the disk: what lies behind it may be zeros after a power loss. */
  heldBytes: z.int().nonnegative(),
  /** Calls in a row that brought nothing to speak of. */
  fruitless: z.int().nonnegative(),
  /** The part is the finished file, packet and all, and only waits for its name. */
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

/** The small file beside a part. Nothing is written over: a new one is flushed and takes the old one's name. */
export class ControlFile {
  constructor(
    readonly files: Files,
    readonly folder: string,
    readonly path: string
  ) {}

  get #newPath(): string {
    return `${this.path}.new`
  }

  /** Null when there is none, or none that can be read: then the part counts for nothing. */
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

/** A link or a pipe that somebody put there is no note of ours; the next one takes its place. */
function unlessOrdinary(error: unknown): null {
  if (error instanceof NotOrdinaryError) return null
  throw error
}
