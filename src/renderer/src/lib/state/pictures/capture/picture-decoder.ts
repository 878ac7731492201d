import type { VideoId } from '@shared/generation'
import type { PictureKind } from '@shared/media/pictures'
import { mediaUrl } from '@shared/scheme'
import type { PictureAnswer, PictureJob } from './picture-worker'
import workerUrl from './picture-worker?worker&url'

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: () => string }
  ): { createScriptURL(url: string): string }
}

/** The page may start this script as a worker, and no other. */
const policy = (window as { readonly trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy(
  'dailies-picture-worker',
  { createScriptURL: () => workerUrl }
)

/** Decodes clips in a worker, one at a time. */
export class PictureDecoder {
  #worker: Worker | undefined

  /** @throws Error when the worker fails, or `signal` is aborted; both end the worker. */
  make(id: VideoId, kind: PictureKind, signal: AbortSignal): Promise<PictureAnswer> {
    const job: PictureJob = { url: mediaUrl(id, 'video'), kind }
    return new Promise((resolve, reject) => {
      const worker = (this.#worker ??= new Worker(policy?.createScriptURL('') ?? workerUrl, {
        type: 'module'
      }))
      const over = new AbortController()
      const listening = { signal: over.signal }
      const fail = (error: Error): void => {
        over.abort()
        this.release()
        reject(error)
      }
      worker.addEventListener(
        'message',
        ({ data }: MessageEvent<PictureAnswer>) => {
          over.abort()
          resolve(data)
        },
        listening
      )
      worker.addEventListener(
        'error',
        ({ message }) => fail(new Error(`Picture worker failed: ${message}`)),
        listening
      )
      signal.addEventListener('abort', () => fail(new Error('Stopped')), listening)
      if (signal.aborted) fail(new Error('Stopped'))
      else worker.postMessage(job)
    })
  }

  /** Ends the worker, with whatever it does. */
  release(): void {
    this.#worker?.terminate()
    this.#worker = undefined
  }
}
