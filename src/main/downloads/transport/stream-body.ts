import { toTransportError, TransportError } from './transport'

/** Common part of Node's and Electron's responses. */
export interface MessageStream {
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'end' | 'close' | 'aborted', listener: () => void): unknown
  pause(): unknown
  resume(): unknown
}

/** Bytes that may be buffered before the sender is slowed down. */
const mostWaitingBytes = 2 ** 20

/**
 * Iterates over the body of a response. Unlike the stream's own iterator, which drops its buffer when the connection
 * breaks, it yields every byte that arrived before it throws, so that none is downloaded twice.
 */
export class StreamBody implements AsyncIterable<Uint8Array> {
  readonly #stream: MessageStream
  readonly #chunks: Uint8Array[] = []
  #waitingBytes = 0
  #end: 'open' | 'complete' | TransportError = 'open'
  #wake: () => void = () => undefined

  constructor(stream: MessageStream) {
    this.#stream = stream
    stream.on('data', (chunk) => this.#take(chunk))
    stream.on('end', () => this.#finish('complete'))
    stream.on('error', (error) => this.#finish(toTransportError(error)))
    for (const event of ['aborted', 'close'] as const)
      stream.on(event, () => this.#finish(new TransportError('broken', event)))
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = this.#chunks.shift()
      if (chunk) {
        this.#waitingBytes -= chunk.length
        yield chunk
      } else if (this.#end === 'complete') {
        return
      } else if (this.#end !== 'open') {
        throw this.#end
      } else {
        this.#stream.resume()
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
      }
    }
  }

  #take(chunk: Uint8Array): void {
    this.#chunks.push(chunk)
    this.#waitingBytes += chunk.length
    if (this.#waitingBytes >= mostWaitingBytes) this.#stream.pause()
    this.#wake()
  }

  /** Ends the body. The first end counts: a complete response is closed as well. */
  #finish(end: 'complete' | TransportError): void {
    if (this.#end === 'open') this.#end = end
    this.#wake()
  }
}
