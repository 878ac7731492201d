import { createHash, type Hash } from 'node:crypto'
import { join } from 'node:path'
import { crashPoint } from '../../base/crash-points'
import { ControlFile, type Control, type Sealed } from './control-file'
import { errorCode, type Files, type OpenFile } from '../files'
import { hashRange } from './hash-range'

/** Where the bytes of a video lie that cannot be saved, until the user decides. */
const heldPath = (folder: string, videoId: string): string => join(folder, `${videoId}.held`)

/**
 * The bytes of one video that have arrived so far, with the control file that says what they are. The hash is
 * kept along the way, so that nothing is read twice.
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

  /** Looks at what an earlier call left; changes nothing. */
  async load(): Promise<void> {
    const control = await this.#controlFile.read()
    const size = await this.#files.size(this.path)
    // A finished part may be gone because it has its final name already. Otherwise bytes that are noted and not
    // there mean that somebody has emptied the folder by half.
    const isThere = control && (control.sealed ?? (size !== null && size >= control.heldBytes))
    this.#control = isThere ? control : null
  }

  /** What is known of the bytes; null when there are none to go on with. */
  get control(): Control | null {
    return this.#control
  }

  /** How many bytes have been received, flushed or not. */
  get bytes(): number {
    return this.#bytes
  }

  /** Starts at 0 with the bytes of another answer. The note is changed first: it must never describe other bytes. */
  async begin(control: Pick<Control, 'source' | 'validator' | 'totalBytes'>): Promise<void> {
    const fruitless = this.#control?.source === control.source ? this.#control.fruitless : 0
    await this.#note({ ...control, version: 1, heldBytes: 0, fruitless, sealed: null })
    const file = await this.#open()
    await file.truncate(0)
    crashPoint('download.begun')
    this.#hash = createHash('sha256')
    this.#bytes = 0
  }

  /** Goes on behind the bytes that are known to be on the disk; hashes them first. */
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
    // Hashed while the disk works.
    const writing = file.write(bytes, this.#bytes)
    for (const chunk of bytes) this.#hash.update(chunk)
    await writing
    crashPoint('download.appended')
    this.#bytes += bytes.reduce((sum, { length }) => sum + length, 0)
  }

  /** Flushes what was appended, then notes that it is there. */
  async checkpoint(): Promise<void> {
    const heldBytes = this.#bytes
    await (await this.#open()).sync()
    crashPoint('download.flushed')
    await this.#note({ ...this.#known(), heldBytes })
  }

  /** After an error: notes what has arrived since the last checkpoint, unless a packet is already behind it. */
  async keep(): Promise<void> {
    const { heldBytes = 0, totalBytes = 0 } = this.#control ?? {}
    const isSourceOnly = totalBytes === null || this.#bytes <= totalBytes
    if (this.#bytes > heldBytes && isSourceOnly) await this.checkpoint()
  }

  /** Everything has arrived: from now on its length is known, whatever the server said about it. */
  async complete(): Promise<void> {
    this.#control = { ...this.#known(), totalBytes: this.#bytes }
    await this.checkpoint()
    crashPoint('download.complete')
  }

  /** Notes that a call brought nothing to speak of; does nothing where there is nothing to keep. */
  async noteFruitless(): Promise<void> {
    const control = this.#control
    if (control) await this.#note({ ...control, fruitless: control.fruitless + 1 })
  }

  /** Notes that a call was worth it. */
  async noteFruitful(): Promise<void> {
    const control = this.#known()
    if (control.fruitless > 0) await this.#note({ ...control, fruitless: 0 })
  }

  /** Appends the packet, and makes the part the finished file. */
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

  /** Puts aside what arrived whole and is no video that can be saved: it may be all that there is of a paid one. */
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

  /** Removes the part; its note stays, and says what the file was that it has become. */
  async removeBytes(): Promise<void> {
    await this.close()
    await this.#files.remove(this.path)
    crashPoint('download.part-removed')
  }

  /** Removes the part and all that belongs to it. */
  async remove(): Promise<void> {
    this.#control = null
    await this.removeBytes()
    await this.#controlFile.remove()
    crashPoint('download.note-removed')
    try {
      await this.#files.flushFolder(this.#folder)
    } catch (error) {
      // Not worth a failure of the disk's: what a power loss brings back counts for nothing.
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
