import { session, utilityProcess } from 'electron'
import type { Problem } from '@shared/problem'
import type { Downloader, DownloadJob, DownloadOutcome, DownloadProgress } from '../../downloads/download'
import { ProcessDownloader, type WorkerProcess } from '../../downloads/process/process-downloader'

export interface DownloadClientOptions {
  /** Absolute path of the built entry: `out/main/download-process.js`. */
  readonly entryPath: string
  /** Takes what the process has to say; holds neither URLs nor paths of the library. */
  readonly log?: (line: string) => void
}

/** Downloads in a utility process of Electron's, forked for the first job. */
export class DownloadClient implements Downloader {
  readonly #downloader: ProcessDownloader

  constructor({ entryPath, log = () => undefined }: DownloadClientOptions) {
    this.#downloader = new ProcessDownloader({
      fork: () => fork(entryPath, log),
      resolveProxy: (origin) => session.defaultSession.resolveProxy(origin),
      log
    })
  }

  download(
    job: DownloadJob,
    onProgress: (progress: DownloadProgress) => void,
    signal: AbortSignal
  ): Promise<DownloadOutcome> {
    return this.#downloader.download(job, onProgress, signal)
  }

  whyBlocked(url: string, loopbackAllowed: boolean): Promise<Problem | null> {
    return this.#downloader.whyBlocked(url, loopbackAllowed)
  }

  /** Calls off what is running and waits for it, two seconds at most; the parts are kept. */
  dispose(): Promise<void> {
    return this.#downloader.dispose()
  }
}

function fork(entryPath: string, log: (line: string) => void): WorkerProcess {
  const child = utilityProcess.fork(entryPath, [], {
    serviceName: 'Dailies downloads',
    stdio: ['ignore', 'ignore', 'pipe']
  })
  // With nobody to hear it the event would be an error of ours. Its report holds the environment, and stays out.
  child.on('error', (type, location) => log(`The download process ends: ${type} at ${location}`))
  child.stderr?.on('data', (text: Buffer) => log(text.toString().trimEnd()))
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', listener),
    kill: () => void child.kill()
  }
}
