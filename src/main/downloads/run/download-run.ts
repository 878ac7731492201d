import { dirname } from 'node:path'
import { folderMissing } from '@shared/problem-texts'
import { errorCode } from '../../base/errors'
import { adopt } from '../part/adopt'
import { checkSpace } from '../part/disk-space'
import type { HeldFile } from '../../media/video-file'
import type { DownloadJob, DownloadOutcome, TransferProgress } from '../download'
import { fileFailure } from './file-failure'
import { clearAway, finishPart, placeSealed, sealedVideo } from './finish'
import { ask, type Answer } from '../transport/follow'
import { PartFile } from '../part/part-file'
import * as problems from '../problems'
import { ProgressReport } from './progress'
import { receive, type Received } from '../transport/receive'
import { decide, requestHeaders, validatorOf, type Decision, type Held } from './resume'
import { combine, type SourceFailure } from './source-failures'
import type { DownloadTools } from './tools'

/** Either the outcome of this call, or why the next source is tried. */
type Step = { readonly over: DownloadOutcome } | { readonly failed: SourceFailure }
type Answered = Extract<Answer, { kind: 'answered' }>
type Receive = Extract<Decision, { kind: 'receive' }>

const nothingHeld: Held = { bytes: 0, totalBytes: null, validator: null }

/** One call of `download`, from the state on disk to the file under its final name. */
export class DownloadRun {
  readonly #tools: DownloadTools
  readonly #job: DownloadJob
  readonly #signal: AbortSignal
  readonly #part: PartFile
  readonly #progress: ProgressReport
  /** File held by this call. */
  #held: HeldFile | undefined

  constructor(
    tools: DownloadTools,
    job: DownloadJob,
    onProgress: (progress: TransferProgress) => void,
    signal: AbortSignal
  ) {
    const { files, policy, clock } = tools
    this.#tools = tools
    this.#job = job
    this.#signal = signal
    this.#part = new PartFile(files, job.partFolder, job.videoId)
    this.#progress = new ProgressReport(onProgress, policy.progressMs, clock)
  }

  async run(): Promise<DownloadOutcome> {
    if (this.#signal.aborted) return { kind: 'cancelled' }
    try {
      return await this.#bringFile()
    } catch (error) {
      return await this.#outcomeOf(error)
    } finally {
      await this.#part.close().catch(ignore)
    }
  }

  async #bringFile(): Promise<DownloadOutcome> {
    if (!(await this.#tools.files.isFolder(dirname(this.#job.finalPath))))
      return { kind: 'blocked', problem: folderMissing.library }
    await this.#makePartFolder()
    await this.#part.load()
    const sealed = this.#part.control?.sealed ?? null
    const adopted = await adopt(this.#job, sealed, this.#tools.files, this.#tools.inspector)
    if (adopted?.kind === 'saved') await clearAway(this.#part, adopted)
    if (adopted) return adopted
    if (sealed) {
      const video = await sealedVideo(this.#tools, this.#part, sealed)
      if (video) return placeSealed(this.#tools, this.#job, this.#part, sealed, video)
      await this.#part.remove()
    }
    return this.#askSources()
  }

  /** Never creates the library folder itself: if it is missing, its drive is. */
  async #makePartFolder(): Promise<void> {
    const { partFolder } = this.#job
    await this.#tools.files.makeFolder(dirname(partFolder))
    await this.#tools.files.makeFolder(partFolder)
  }

  async #askSources(): Promise<DownloadOutcome> {
    const failures: SourceFailure[] = []
    for (const source of this.#orderedSources()) {
      const step = await this.#fetch(source)
      if ('over' in step) return step.over
      this.#tools.log(
        `${this.#job.videoId} source ${this.#job.sources.indexOf(source) + 1}: ${step.failed.kind}`
      )
      failures.push(step.failed)
    }
    return combine(failures, this.#held)
  }

  /** Returns the sources; the one that the part is from comes first. */
  #orderedSources(): readonly string[] {
    const { sources } = this.#job
    const held = sources.filter((source) => source === this.#part.control?.source)
    return [...new Set([...held, ...sources])]
  }

  async #fetch(source: string): Promise<Step> {
    const held = this.#heldOf(source)
    if (held.bytes > 0 && held.bytes === held.totalBytes) return this.#finishHeld(held)
    let isRejected = false
    // The second try starts at 0: for a response that does not fit the part, or makes no sense.
    for (const expected of [held, nothingHeld]) {
      const answer = await this.#ask(source, expected)
      if (this.#signal.aborted) return { over: { kind: 'cancelled' } }
      isRejected = answer.kind === 'rejected'
      if (answer.kind === 'nonsense' || answer.kind === 'rejected') continue
      if (answer.kind !== 'answered') return this.#notAnswered(source, answer)
      const { status, headers } = answer.response
      const decision = decide(status, headers, expected)
      if (decision.kind === 'receive') return this.#receive(source, answer, decision)
      answer.exchange.abort()
      if (decision.kind === 'complete') return this.#finishHeld(expected)
    }
    if (isRejected) return { failed: { kind: 'gone' } }
    return this.#passing(source, 'the server gave an answer that makes no sense')
  }

  #heldOf(source: string): Held {
    const control = this.#part.control
    if (control?.source !== source) return nothingHeld
    return { bytes: control.heldBytes, totalBytes: control.totalBytes, validator: control.validator }
  }

  #ask(source: string, held: Held): Promise<Answer> {
    const { transport, policy, clock } = this.#tools
    const { loopbackAllowed } = this.#job
    const headers = requestHeaders(held)
    return ask(transport, { source, headers, loopbackAllowed, signal: this.#signal }, policy, clock)
  }

  async #notAnswered(
    source: string,
    answer: Exclude<Answer, { kind: 'answered' | 'nonsense' | 'rejected' }>
  ): Promise<Step> {
    switch (answer.kind) {
      case 'gone':
        return { failed: { kind: 'gone' } }
      case 'encoded':
        return { failed: { kind: 'not_video' } }
      case 'forbidden':
        this.#tools.log(`${this.#job.videoId} link refused: ${answer.detail}`)
        return { failed: { kind: 'forbidden' } }
      case 'busy':
        return this.#passing(source, 'the video server is busy or out of order', answer.retryAfterMs)
      case 'unreachable':
        this.#tools.log(`${this.#job.videoId} not reached: ${answer.detail}`)
        return this.#passing(source, problems.notReached(answer.failure))
    }
  }

  /**
   * Handles a failure that may be temporary. Bytes of this source are worth a few more calls; after that the next
   * source is tried, although it starts at 0.
   */
  async #passing(
    source: string,
    why: string | problems.Problem,
    waitMs: number | null = null
  ): Promise<Step> {
    const { bytes, totalBytes } = this.#heldOf(source)
    const problem = typeof why === 'string' ? problems.interrupted(why, bytes, totalBytes) : why
    const failure = { kind: 'passing', problem, retryAfterMs: waitMs } as const
    if (bytes === 0) return { failed: failure }
    await this.#part.noteFruitless()
    const isWorthWaiting = (this.#part.control?.fruitless ?? 0) < this.#tools.policy.fruitlessCalls
    return isWorthWaiting ? { over: combine([failure]) } : { failed: failure }
  }

  async #receive(source: string, answer: Answered, decision: Receive): Promise<Step> {
    const { from, totalBytes } = decision
    const refused = await this.#refusedBySize(totalBytes, from)
    if (refused) {
      answer.exchange.abort()
      return { over: refused }
    }
    const validator = validatorOf(answer.response.headers)
    if (from === 0) await this.#part.begin({ source, validator, totalBytes })
    else await this.#part.resume(totalBytes)
    const received = await receive({
      ...this.#tools,
      ...decision,
      body: answer.response.body,
      exchange: answer.exchange,
      part: this.#part,
      maximumBytes: this.#job.maximumBytes,
      onBytes: (bytes) => this.#progress.receiving(bytes, totalBytes),
      hasRoom: async (bytes) => (await this.#spaceProblem(bytes, totalBytes)) === null
    })
    return this.#afterBody(source, received, from, totalBytes)
  }

  async #refusedBySize(totalBytes: number | null, from: number): Promise<DownloadOutcome | null> {
    const { maximumBytes } = this.#job
    if (totalBytes === null || totalBytes <= maximumBytes) return this.#spaceProblem(from, totalBytes)
    await this.#part.remove()
    return { kind: 'refused', problem: problems.tooLarge(maximumBytes) }
  }

  #spaceProblem(bytes: number, totalBytes: number | null): Promise<DownloadOutcome | null> {
    const { files, policy } = this.#tools
    const remaining = totalBytes === null ? null : Math.max(0, totalBytes - bytes)
    return checkSpace(files, this.#job.partFolder, remaining, policy.reserveBytes)
  }

  async #afterBody(
    source: string,
    received: Received,
    from: number,
    totalBytes: number | null
  ): Promise<Step> {
    const bytes = this.#part.bytes
    switch (received.kind) {
      case 'too_large':
        await this.#part.remove()
        return { over: { kind: 'refused', problem: problems.tooLarge(this.#job.maximumBytes) } }
      case 'text':
        await this.#part.remove()
        return { failed: { kind: 'not_video' } }
      case 'no_room':
        await this.#part.checkpoint()
        return {
          over: (await this.#spaceProblem(bytes, totalBytes)) ?? this.#interrupted('the disk was full')
        }
      case 'complete':
        // A server may send less than the whole rest; the next call requests what is missing.
        if (totalBytes === null || bytes === totalBytes) return this.#finish()
        return this.#afterCut(source, 'the server sent only a part of it', from)
      case 'cut':
        this.#tools.log(`${this.#job.videoId} cut at ${bytes} bytes: ${received.why} ${received.detail}`)
        return this.#afterCut(source, problems.cutReasons[received.why], from, received.why === 'slow')
    }
  }

  /** @param hasDripped The connection was closed as too slow: its few bytes count as none. */
  async #afterCut(source: string, why: string, from: number, hasDripped = false): Promise<Step> {
    const receivedBytes = this.#part.bytes - from
    if (receivedBytes > 0) await this.#part.checkpoint()
    if (this.#signal.aborted) return { over: { kind: 'cancelled' } }
    const isFruitless = receivedBytes === 0 || (hasDripped && receivedBytes < this.#tools.policy.slowBytes)
    if (isFruitless) return this.#passing(source, why)
    await this.#part.noteFruitful()
    return { over: this.#interrupted(why) }
  }

  #interrupted(why: string): DownloadOutcome {
    const problem = problems.interrupted(why, this.#part.bytes, this.#part.control?.totalBytes ?? null)
    return { kind: 'retry', problem, retryAfterMs: null }
  }

  async #finishHeld(held: Held): Promise<Step> {
    await this.#part.resume(held.bytes)
    return this.#finish()
  }

  async #finish(): Promise<Step> {
    this.#progress.checking(this.#part.bytes)
    const finished = await finishPart(this.#tools, this.#job, this.#part)
    if (finished.kind === 'text') return { failed: { kind: 'not_video' } }
    if (finished.kind === 'damaged' || finished.kind === 'not_video')
      return this.#unusable(finished.kind, finished.held)
    return { over: finished }
  }

  /** Holds what arrived. The same bytes twice were not damaged in transit. */
  #unusable(kind: 'damaged' | 'not_video', held: HeldFile): Step {
    const isSame = held.sha256 === this.#job.heldSha256 || held.sha256 === this.#held?.sha256
    this.#held = held
    if (kind === 'not_video') return { failed: { kind } }
    if (isSame) return { over: { kind: 'refused', problem: problems.damagedTwice, held } }
    return { failed: { kind: 'passing', problem: problems.damaged, retryAfterMs: null } }
  }

  async #outcomeOf(error: unknown): Promise<DownloadOutcome> {
    const { files, log } = this.#tools
    if (errorCode(error) === 'ENAMETOOLONG') {
      await this.#part.keep()
      return { kind: 'name_too_long' }
    }
    const totalBytes = this.#part.control?.totalBytes ?? null
    const remaining = totalBytes === null ? null : Math.max(0, totalBytes - this.#part.bytes)
    const failure = await fileFailure(error, files, this.#job.partFolder, remaining)
    if (!failure) throw error
    log(`${this.#job.videoId} stopped by the file system: ${failure.outcome.kind}`)
    // Best effort: the earlier checkpoint stays valid when this one fails.
    if (failure.isDiskFaulty) await this.#part.remove().catch(ignore)
    else await this.#part.keep().catch(ignore)
    return failure.outcome
  }
}

const ignore = (): void => undefined
