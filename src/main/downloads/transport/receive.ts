import type { Clock } from '../../base/clock'
import type { VideoInspector } from '../download'
import type { PartFile } from '../part/part-file'
import type { DownloadPolicy } from '../policy'
import { toTransportError } from './transport'

export interface Reception {
  readonly body: AsyncIterable<Uint8Array>
  readonly part: PartFile
  /** Announced length of the body; null if there is none. */
  readonly bodyBytes: number | null
  readonly maximumBytes: number
  /** Ends the exchange; the body then throws. */
  readonly exchange: AbortController
  readonly onBytes: (receivedBytes: number) => void
  /** Called regularly; returning false ends the transfer. */
  readonly hasRoom: (receivedBytes: number) => Promise<boolean>
  readonly inspector: Pick<VideoInspector, 'isPage' | 'isText' | 'lookBytes'>
  readonly policy: DownloadPolicy
  readonly clock: Clock
}

/** How the body ended. Unless the file system failed, the part has all bytes that arrived. */
export type Received =
  | { readonly kind: 'complete' }
  | { readonly kind: 'cut'; readonly why: 'broken' | 'stalled' | 'slow' | 'short'; readonly detail: string }
  | { readonly kind: 'too_large' }
  | { readonly kind: 'text' }
  | { readonly kind: 'no_room' }

/** Block size: large enough for efficient writes, small enough to keep memory flat. */
const blockBytes = 2 ** 20

/**
 * Appends a body to a part. The next block is received while the last one is written.
 *
 * @throws errors of the file system
 */
export async function receive(reception: Reception): Promise<Received> {
  const writer = new BlockWriter(reception)
  try {
    const ended = await readBody(reception, writer)
    await writer.finish()
    return ended
  } finally {
    reception.exchange.abort()
    await writer.settled()
  }
}

async function readBody(reception: Reception, writer: BlockWriter): Promise<Received> {
  const { part, bodyBytes, maximumBytes, inspector, policy, hasRoom, onBytes } = reception
  const from = part.bytes
  const source = new StallGuard(reception)
  let received = 0
  let nextSpaceCheck = policy.spaceCheckBytes
  let head = new Uint8Array(0)
  for (;;) {
    const next = await source.next()
    if (next.kind === 'broken') return { kind: 'cut', why: next.why, detail: next.detail }
    if (next.kind === 'end') break
    received += next.chunk.length
    if ((bodyBytes !== null && received > bodyBytes) || from + received > maximumBytes)
      return { kind: 'too_large' }
    if (from === 0 && head.length < inspector.lookBytes) {
      head = Buffer.concat([head, next.chunk.subarray(0, inspector.lookBytes)])
      if (inspector.isPage(head) || (head.length >= inspector.lookBytes && inspector.isText(head)))
        return { kind: 'text' }
    }
    await writer.add(next.chunk)
    onBytes(from + received)
    if (received >= nextSpaceCheck) {
      nextSpaceCheck += policy.spaceCheckBytes
      if (!(await hasRoom(from + received))) return { kind: 'no_room' }
    }
  }
  return bodyBytes !== null && received < bodyBytes
    ? { kind: 'cut', why: 'short', detail: 'length' }
    : { kind: 'complete' }
}

type Next =
  | { readonly kind: 'chunk'; readonly chunk: Uint8Array }
  | { readonly kind: 'end' }
  | { readonly kind: 'broken'; readonly why: 'broken' | 'stalled' | 'slow'; readonly detail: string }

/** Abort reason that distinguishes a stall. */
const stalled = 'stalled'

/**
 * Reads a body, and aborts it after a stall or when it is too slow. Time spent on disk writes does not count.
 */
class StallGuard {
  readonly #iterator: AsyncIterator<Uint8Array>
  readonly #reception: Reception
  #measuredBytes = 0
  #measuredMs = 0
  #isTooSlow = false

  constructor(reception: Reception) {
    this.#iterator = reception.body[Symbol.asyncIterator]()
    this.#reception = reception
  }

  async next(): Promise<Next> {
    const { clock, policy, exchange } = this.#reception
    if (this.#isTooSlow) return { kind: 'broken', why: 'slow', detail: 'drip' }
    const askedAtMs = clock.now()
    const stopTimer = clock.setTimer(policy.stallMs, () => exchange.abort(stalled))
    try {
      const next = await this.#iterator.next()
      if (next.done === true) return { kind: 'end' }
      this.#measure(next.value.length, clock.now() - askedAtMs)
      return { kind: 'chunk', chunk: next.value }
    } catch (error) {
      const why = exchange.signal.reason === stalled ? 'stalled' : 'broken'
      return { kind: 'broken', why, detail: toTransportError(error).detail }
    } finally {
      stopTimer()
    }
  }

  #measure(bytes: number, waitedMs: number): void {
    const { stallMs, slowMs, slowBytes } = this.#reception.policy
    this.#measuredBytes += bytes
    // A negative wait, or one longer than the time-out, means that the clock was set.
    this.#measuredMs += Math.min(Math.max(waitedMs, 0), stallMs)
    if (this.#measuredMs < slowMs) return
    this.#isTooSlow = this.#measuredBytes < slowBytes
    this.#measuredBytes = 0
    this.#measuredMs = 0
  }
}

/** Collects chunks into blocks, writes one while the next is collected, and makes checkpoints alongside. */
class BlockWriter {
  readonly #reception: Reception
  #block: Uint8Array[] = []
  #blockLength = 0
  #writing: Promise<void> = Promise.resolve()
  #flushing: Promise<void> = Promise.resolve()
  #isFlushing = false
  #bytesAtFlush: number
  #flushedAtMs: number

  constructor(reception: Reception) {
    this.#reception = reception
    this.#bytesAtFlush = reception.part.bytes
    this.#flushedAtMs = reception.clock.now()
  }

  async add(chunk: Uint8Array): Promise<void> {
    this.#block.push(chunk)
    this.#blockLength += chunk.length
    if (this.#blockLength < blockBytes && !this.#isFlushDue()) return
    await this.#startWriting()
  }

  /** Writes everything that was collected; does not flush. */
  async finish(): Promise<void> {
    await this.#startWriting()
    await this.#writing
    await this.#flushing
  }

  /** Waits for pending writes, however they end. */
  async settled(): Promise<void> {
    await Promise.allSettled([this.#writing, this.#flushing])
  }

  async #startWriting(): Promise<void> {
    await this.#writing
    const isFlushDue = this.#isFlushDue()
    const block = this.#block
    this.#block = []
    this.#blockLength = 0
    this.#writing = this.#guarded(this.#write(block, isFlushDue))
  }

  async #write(block: readonly Uint8Array[], isFlushDue: boolean): Promise<void> {
    if (block.length > 0) await this.#reception.part.append(block)
    if (isFlushDue) this.#startFlushing()
  }

  #startFlushing(): void {
    const { part, clock } = this.#reception
    this.#isFlushing = true
    this.#bytesAtFlush = part.bytes
    this.#flushing = this.#guarded(
      part.checkpoint().finally(() => {
        this.#isFlushing = false
        this.#flushedAtMs = clock.now()
      })
    )
  }

  #isFlushDue(): boolean {
    const { part, policy, clock } = this.#reception
    const bytes = part.bytes + this.#blockLength - this.#bytesAtFlush
    if (this.#isFlushing || bytes === 0) return false
    return bytes >= policy.checkpointBytes || clock.now() - this.#flushedAtMs >= policy.checkpointMs
  }

  /** Aborts the transfer at once when a write fails; the error itself is thrown where the promise is awaited. */
  #guarded(promise: Promise<void>): Promise<void> {
    promise.catch(() => this.#reception.exchange.abort())
    return promise
  }
}
