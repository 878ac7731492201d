import { systemClock } from '../../base/clock'
import type { Downloader, DownloadJob, DownloadOutcome, TransferProgress } from '../download'
import { DownloadRun } from './download-run'
import { systemFiles } from '../files'
import { ask } from '../transport/follow'
import { defaultPolicy } from '../policy'
import { networkProblems, type Problem } from '../problems'
import type { DownloadTools } from './tools'

/** Time-out of a check. */
const longestCheckMs = 10_000

export type FileDownloaderDeps = Partial<DownloadTools> & Pick<DownloadTools, 'transport' | 'inspector'>

/** Downloads to local files, in this process. */
export class FileDownloader implements Downloader {
  readonly #deps: DownloadTools
  readonly #running = new Map<string, Promise<unknown>>()

  constructor(deps: FileDownloaderDeps) {
    this.#deps = {
      files: systemFiles,
      clock: systemClock,
      policy: defaultPolicy,
      log: () => undefined,
      ...deps
    }
  }

  async download(
    job: DownloadJob,
    onProgress: (progress: TransferProgress) => void,
    signal: AbortSignal
  ): Promise<DownloadOutcome> {
    // Two runs of one video would write to one part, so the second waits and then finds the first one's file.
    const earlier = this.#running.get(job.videoId) ?? Promise.resolve()
    const run = earlier.then(() => new DownloadRun(this.#deps, job, onProgress, signal).run())
    const ended = run.catch(() => undefined)
    this.#running.set(job.videoId, ended)
    try {
      return await run
    } finally {
      if (this.#running.get(job.videoId) === ended) this.#running.delete(job.videoId)
    }
  }

  async whyBlocked(source: string, loopbackAllowed: boolean): Promise<Problem | null> {
    const { transport, policy, clock } = this.#deps
    const { signal } = new AbortController()
    const asked = { source, headers: {}, loopbackAllowed, signal }
    const answer = await ask(transport, asked, { ...policy, stallMs: longestCheckMs }, clock)
    if (answer.kind === 'answered') answer.exchange.abort()
    if (answer.kind === 'forbidden') return networkProblems.forbidden_address
    return answer.kind === 'unreachable' && answer.failure in networkProblems
      ? networkProblems[answer.failure as keyof typeof networkProblems]
      : null
  }
}
