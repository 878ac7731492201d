import type { VideoId } from '@shared/generation'
import type { Problem } from '@shared/problem'
import { linkExpired } from '@shared/problem-texts'
import type { Clock } from '../../base/clock'
import type { Logger } from '../../logging/logger'
import type { HeldFile } from '../../media/video-file'
import type { Generation, Video } from '../domain/generation'
import { LinkRenewal } from './link-renewal'
import { isDue } from './poll-schedule'
import type { Keys, SaveOutcome, VideoChange, VideoSaver } from '../domain/ports'
import type { Provider } from '../domain/provider'
import type { Records } from '../domain/records'

const savesAtOnce = 3
const blockedRetryMs = 60_000
/** Damaged downloads of one file after which it counts as damaged on the server and waits for the user. */
const damagedTriesAllowed = 5
/** Keep renewing a dead link for at least this long and this often: the file may just be late. */
const renewForMs = 60_000
const fewestRenewals = 3
/** Tries without a byte after which a link is renewed, whatever the error. */
const triesBeforeRenewal = 10

/** Retry intervals after interrupted downloads; the last one repeats. */
const retryDelaysMs = [1_000, 2_000, 5_000, 15_000, 60_000, 5 * 60_000] as const

interface VideoDownloadsDeps {
  readonly records: Records
  readonly provider: Provider
  readonly keys: Keys
  readonly saver: VideoSaver
  readonly clock: Clock
  readonly logger: Logger
}

/** Downloads the videos of finished generations: each until it is saved, refused, or gone for good. */
export class VideoDownloads {
  readonly #saving = new Map<VideoId, { readonly abort: AbortController; readonly done: Promise<void> }>()
  /** Videos with dead links: since when, and how often the links were renewed. */
  readonly #expiries = new Map<VideoId, { readonly sinceMs: number; readonly renewals: number }>()
  readonly #links: LinkRenewal
  #holds = 0

  constructor(private readonly deps: VideoDownloadsDeps) {
    this.#links = new LinkRenewal(deps)
  }

  /** Starts the downloads that are due; `done` is called after each, when there may be more to do. */
  startDue(done: (failure?: unknown) => void): void {
    if (this.#holds > 0) return
    this.#finishLeftovers(done)
    const now = this.deps.clock.now()
    for (const { generation, video } of this.#pending()) {
      if (this.#saving.size >= savesAtOnce) return
      if (this.#saving.has(video.id) || !isDue(video.nextAttemptAtMs ?? 0, now)) continue
      const abort = new AbortController()
      const saving = this.#save(generation, video, abort.signal)
        .then(
          () => undefined,
          (error: unknown) => {
            this.deps.logger.error(`${generation.id}: download failed`, error)
            this.#postpone(video.id)
            return error
          }
        )
        .then((failure) => {
          this.#saving.delete(video.id)
          done(failure)
        })
      this.#saving.set(video.id, { abort, done: saving })
    }
  }

  nextDueMs(): number | null {
    if (this.#holds > 0 || this.#saving.size >= savesAtOnce) return null
    const times = this.#pending()
      .filter(({ video }) => !this.#saving.has(video.id))
      .map(({ video }) => video.nextAttemptAtMs ?? 0)
    return times.length === 0 ? null : Math.min(...times)
  }

  /** Retries at once whatever waits for disk space, the folder or a link. */
  retryNow(): void {
    for (const { video } of this.#pending()) {
      if (video.nextAttemptAtMs !== null) this.#change(video.id, { nextAttemptAtMs: null })
    }
  }

  /** Aborts all transfers; their part files stay and are resumed later. */
  async stop(): Promise<void> {
    const saving = [...this.#saving.values()]
    for (const { abort } of saving) abort.abort()
    await Promise.all(saving.map(({ done }) => done))
  }

  /** Aborts all transfers, and starts none until the returned function is called. */
  async hold(): Promise<() => void> {
    this.#holds += 1
    await this.stop()
    return () => {
      this.#holds -= 1
    }
  }

  #pending(): readonly { readonly generation: Generation; readonly video: Video }[] {
    return this.deps.records.store
      .withPendingVideos()
      .flatMap((generation) =>
        generation.videos.filter(({ state }) => state === 'pending').map((video) => ({ generation, video }))
      )
  }

  /** Schedules a retry. If even that cannot be written, the engine's back-off has to do. */
  #postpone(id: VideoId): void {
    try {
      this.#change(id, { nextAttemptAtMs: this.deps.clock.now() + blockedRetryMs })
    } catch (error) {
      this.deps.logger.warn('Scheduling the next attempt failed', error)
    }
  }

  async #save(generation: Generation, video: Video, signal: AbortSignal): Promise<void> {
    const outcome = await this.deps.saver.save(generation, video, signal)
    this.deps.logger.info(`${generation.id}: video ${video.position} ${outcome.kind}`)
    if (outcome.kind === 'expired') return this.#renew(generation, video, outcome.problem)
    const change = this.#changeFor(video, outcome)
    if (!change) return
    const changed = this.#change(video.id, change)
    this.#finish(changed)
    if (change.state === 'saved') await this.deps.saver.clearUp(video.id)
    const isTimeForAnother = change.attempts !== undefined && change.attempts % triesBeforeRenewal === 0
    if (isTimeForAnother) await this.#lookForAnotherLink(changed, video)
  }

  #changeFor(video: Video, outcome: SaveOutcome): VideoChange | null {
    const now = this.deps.clock.now()
    switch (outcome.kind) {
      case 'saved': {
        this.#expiries.delete(video.id)
        const { kind, ...file } = outcome
        return { state: kind, file: { ...file, savedAtMs: now }, ...nothingWrong }
      }
      case 'refused':
        return { state: 'refused', problem: outcome.problem, nextAttemptAtMs: null, ...heldBy(outcome) }
      case 'blocked':
        return { problem: outcome.problem, nextAttemptAtMs: now + blockedRetryMs }
      case 'retry': {
        if (outcome.progressed) this.#expiries.delete(video.id)
        const isDamaged = outcome.problem.code === 'file_damaged'
        const isFirstDamage = isDamaged && video.problem?.code !== 'file_damaged'
        const failures = outcome.progressed || isFirstDamage ? 0 : video.attempts
        if (isDamaged && failures + 1 >= damagedTriesAllowed) {
          return { state: 'refused', problem: outcome.problem, nextAttemptAtMs: null, ...heldBy(outcome) }
        }
        return {
          ...heldBy(outcome),
          problem: outcome.problem,
          attempts: failures + 1,
          nextAttemptAtMs: now + (outcome.retryAfterMs ?? delayAfter(failures))
        }
      }
      case 'expired':
      case 'cancelled':
        return null
    }
  }

  /** Finishes generations whose last video was saved before a crash or a failed write. */
  #finishLeftovers(done: (failure?: unknown) => void): void {
    try {
      for (const generation of this.deps.records.store.inStates('downloading')) this.#finish(generation)
    } catch (error) {
      this.deps.logger.error('Finishing a generation failed', error)
      done(error)
    }
  }

  #finish(generation: Generation): void {
    const { videos, status } = generation
    if (status.state !== 'downloading' || videos.some(({ state }) => state === 'pending')) return
    const saved = videos.filter(({ state }) => state === 'saved')
    if (saved.length > 0) {
      const isUnchecked = saved.some(({ file }) => file?.traits.includes('unchecked'))
      const why = isUnchecked ? 'Kept as it arrived, by you' : 'Downloaded and verified'
      this.deps.records.apply(generation, { type: 'all_saved' }, { why })
    } else if (videos.every(({ state }) => state === 'missing')) {
      const problem = linkExpired.gone
      this.deps.records.apply(generation, { type: 'file_gone', problem }, { why: problem.message })
    }
  }

  /**
   * Renews a dead link. The first new one is tried at once; when new links keep failing, the file is given up after a
   * while.
   */
  async #renew(generation: Generation, video: Video, problem: Problem): Promise<void> {
    const news = await this.#links.ask(generation, video)
    const now = this.deps.clock.now()
    const before = this.#expiries.get(video.id) ?? { sinceMs: now, renewals: 0 }
    const sinceMs = Math.min(before.sinceMs, now)
    const renewals = before.renewals + (news.kind === 'no_word' ? 0 : 1)
    this.#expiries.set(video.id, { sinceMs, renewals })
    if (news.kind !== 'no_word' && renewals >= fewestRenewals && now - sinceMs >= renewForMs) {
      return this.#gone(video)
    }
    const links = news.kind === 'fresh' && { links: news.links }
    if (links && renewals === 1) {
      this.#change(video.id, { ...links, problem, nextAttemptAtMs: null })
      return
    }
    const askedToWaitMs = (news.kind === 'no_word' && news.retryAfterMs) || 0
    const nextAttemptAtMs = now + Math.max(delayAfter(video.attempts), askedToWaitMs)
    this.#change(video.id, { ...links, problem, attempts: video.attempts + 1, nextAttemptAtMs })
  }

  async #lookForAnotherLink(generation: Generation, video: Video): Promise<void> {
    const news = await this.#links.ask(generation, video)
    if (news.kind === 'fresh') this.#change(video.id, { links: news.links, nextAttemptAtMs: null })
  }

  #gone(video: Video): void {
    this.#expiries.delete(video.id)
    // A damaged file that is held may be all that is left of it: the user decides.
    const change: VideoChange = video.held
      ? { state: 'refused', problem: linkExpired.onlyHeldFileLeft }
      : { state: 'missing', problem: linkExpired.gone }
    this.#finish(this.#change(video.id, { ...change, nextAttemptAtMs: null }))
  }

  #change(id: VideoId, change: VideoChange): Generation {
    const changed = this.deps.records.store.changeVideo(id, change)
    this.deps.records.announce(changed)
    return changed
  }
}

const nothingWrong = { problem: null, nextAttemptAtMs: null, held: null } as const

/** Keeps the file that an earlier download held, unless this one held another. */
const heldBy = ({ held }: { readonly held?: HeldFile | undefined }): Pick<VideoChange, 'held'> =>
  held === undefined ? {} : { held }

const delayAfter = (attempts: number): number =>
  retryDelaysMs[Math.min(attempts, retryDelaysMs.length - 1)] as number
