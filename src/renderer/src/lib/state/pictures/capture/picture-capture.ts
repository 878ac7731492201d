import type { VideoId } from '@shared/generation'
import type { PictureKind } from '@shared/media/pictures'
import { captureInWindow } from './capture-in-window'
import { PictureDecoder } from './picture-decoder'
import type { Captured, Capturer } from '../picture-maker'

/**
 * Makes pictures in a worker, and with a video element where the worker cannot: it alone knows what the window can
 * play. Marks of the page's performance say which way was used.
 */
export class PictureCapture implements Capturer {
  readonly #decoder = new PictureDecoder()

  constructor(private readonly onError: (error: unknown) => void) {}

  async capture(id: VideoId, kind: PictureKind, signal: AbortSignal): Promise<Captured> {
    const answer = await this.#inWorker(id, kind, signal)
    note(answer ? 'worker' : 'element')
    return answer ? answer.made : captureInWindow(id, kind, signal)
  }

  release(): void {
    this.#decoder.release()
  }

  async #inWorker(id: VideoId, kind: PictureKind, signal: AbortSignal): Promise<{ made: Captured } | null> {
    try {
      const answer = await this.#decoder.make(id, kind, signal)
      return answer.outcome === 'made' ? answer : null
    } catch (error) {
      if (signal.aborted) throw error
      this.onError(error)
      return null
    }
  }
}

function note(way: 'worker' | 'element'): void {
  const name = `picture made: ${way}`
  // One is enough, and the browser keeps them all.
  performance.clearMarks(name)
  performance.mark(name)
}
