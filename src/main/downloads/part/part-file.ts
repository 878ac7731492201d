import { createHash, type Hash } from 'node:crypto'
import { join } from 'node:path'
import { errorCode } from '../../base/errors'
import { crashPoint } from '../../base/crash-points'
import { ControlFile, type Control, type Sealed } from './control-file'
import type { Files, OpenFile } from '../files'
import { hashRange } from './hash-range'

/** Returns the path of a held file, kept until the user decides. */
const heldPath = (folder: string, videoId: string): string => join(folder, `${videoId}.held`)

/**
 * The bytes of one video received so far, with their control file. The hash is updated with each append, so that
 * nothing is read twice.
 */
export class PartFile {
  readonly path: string
  readonly #heldPath: string
  readonly #files: Files
  readonly #folder: string
  readonly #controlFile: ControlFile
  #control: Control | null = null
  #file: OpenFile | null = null
  #hash: Hash = createHash('sha256')
  #bytes = 0

  constructor(files: Files, folder: string, videoId: string) {
    this.#files = files
    this.#folder = folder
    this.path = join(folder, `${videoId}.part`)
    this.#heldPath = heldPath(folder, videoId)
    this.#controlFile = new ControlFile(files, folder, join(folder, `${videoId}.json`))
  }

  /** Loads the state that an earlier call left; changes nothing. */
  async load(): Promise<void> {
    const control = await this.#controlFile.read()
    const size = await this.#files.size(this.path)
    // A finished part may already have its final name. Otherwise a part shorter than noted means that somebody has
    // deleted files of the folder.
    const isThere = control && (control.sealed ?? (size !== null && size >= control.heldBytes))
    this.#control = isThere ? control : null
  }

  /** State of the part; null when there is nothing to resume. */
  get control(): Control | null {
    return this.#control
  }

  /** Number of bytes received, flushed or not. */
  get bytes(): number {
    return this.#bytes
  }

  /** Restarts at 0 for another response. Writes the control file first: it must never describe other bytes. */
  async begin(control: Pick<Control, 'source' | 'validator' | 'totalBytes'>): Promise<void> {
    const fruitless = this.#control?.source === control.source ? this.#control.fruitless : 0
    await this.#note({ ...control, version: 1, heldBytes: 0, fruitless, sealed: null })
    const file = await this.#open()
    await file.truncate(0)
    crashPoint('download.begun')
    this.#hash = createHash('sha256')
    this.#bytes = 0
  }

  /** Resumes behind the bytes known to be on disk; hashes them first. */
  async resume(totalBytes: number | null): Promise<void> {
    const control = this.#known()
    const file = await this.#open()
    await file.truncate(control.heldBytes)
    this.#hash = await hashRange(file, 0, control.heldBytes)
    this.#bytes = control.heldBytes
    this.#control = { ...control, totalBytes }
  }

  /** @param bytes Must not be changed afterwards. */
  async append(bytes: readonly Uint8Array[]): Promise<void> {
    const file = await this.#open()
    // Hash while the write is in progress.
    const writing = file.write(bytes, this.#bytes)
    for (const chunk of bytes) this.#hash.update(chunk)
    await writing
    crashPoint('download.appended')
    this.#bytes += bytes.reduce((sum, { length }) => sum + length, 0)
  }

  /** Flushes what was appended, then updates the control file. */
  async checkpoint(): Promise<void> {
    const heldBytes = this.#bytes
    await (await this.#open()).sync()
    crashPoint('download.flushed')
    await this.#note({ ...this.#known(), heldBytes })
  }

  /** Makes a checkpoint after an error, unless a packet was already appended. */
  async keep(): Promise<void> {
    const { heldBytes = 0, totalBytes = 0 } = this.#control ?? {}
    const isSourceOnly = totalBytes === null || this.#bytes <= totalBytes
    if (this.#bytes > heldBytes && isSourceOnly) await this.checkpoint()
  }

  /** Marks the part as complete: its length is now known, whatever the server said. */
  async complete(): Promise<void> {
    this.#control = { ...this.#known(), totalBytes: this.#bytes }
    await this.checkpoint()
    crashPoint('download.complete')
  }

  /** Counts a call without real progress; does nothing when there is nothing to keep. */
  async noteFruitless(): Promise<void> {
    const control = this.#control
    if (control) await this.#note({ ...control, fruitless: control.fruitless + 1 })
  }

  /** Resets the count of calls without progress. */
  async noteFruitful(): Promise<void> {
    const control = this.#known()
    if (control.fruitless > 0) await this.#note({ ...control, fruitless: 0 })
  }

  /** Appends the packet, which makes the part the finished file. */
  async seal(packet: Uint8Array): Promise<Sealed> {
    const sourceBytes = this.#bytes
    const sourceSha256 = this.#hash.copy().digest('hex')
    if (packet.length > 0) await this.append([packet])
    await (await this.#open()).sync()
    crashPoint('download.packet-appended')
    const sealed = { bytes: this.#bytes, sha256: this.#hash.digest('hex'), sourceBytes, sourceSha256 }
    await this.#note({ ...this.#known(), sealed })
    crashPoint('download.sealed')
    return sealed
  }

  /** Holds a complete file that cannot be saved as a video: it may be all there is of a paid result. */
  async hold(): Promise<{ readonly bytes: number; readonly sha256: string }> {
    const held = { bytes: this.#bytes, sha256: this.#hash.digest('hex') }
    await this.close()
    this.#control = null
    await this.#files.rename(this.path, this.#heldPath)
    await this.#controlFile.remove()
    await this.#files.flushFolder(this.#folder)
    return held
  }

  async readHead(length: number): Promise<Uint8Array> {
    const head = new Uint8Array(length)
    return head.subarray(0, await (await this.#open()).read(head, 0))
  }

  async close(): Promise<void> {
    await this.#file?.close()
    this.#file = null
  }

  /** Removes the part; its control file stays, with the hashes of the finished file. */
  async removeBytes(): Promise<void> {
    await this.close()
    await this.#files.remove(this.path)
    crashPoint('download.part-removed')
  }

  /** Removes the part and its control file. */
  async remove(): Promise<void> {
    this.#control = null
    await this.removeBytes()
    await this.#controlFile.remove()
    crashPoint('download.note-removed')
    try {
      await this.#files.flushFolder(this.#folder)
    } catch (error) {
      // Ignore errors of the disk: a part that returns after a power loss does no harm.
      if (errorCode(error) === '') throw error
    }
  }

  async #open(): Promise<OpenFile> {
    this.#file ??= await this.#files.open(this.path, 'write')
    return this.#file
  }

  async #note(control: Control): Promise<void> {
    await this.#controlFile.write(control)
    this.#control = control
  }

  #known(): Control {
    if (!this.#control) throw new Error('The part has no control file yet.')
    return this.#control
  }
}
