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
/** A file that arrives damaged so often is damaged where it lies: it waits for the user. */
const damagedTriesAllowed = 5
/** So long, and so often, a link that does not work is asked for anew: it may only be late. */
const renewForMs = 60_000
const fewestRenewals = 3
/** Whatever stands in the way of a link, so many tries without a byte are reason enough to ask for another one. */
const triesBeforeRenewal = 10

/** Waits after interruptions of a download, the last for all that follow. */
const retryDelaysMs = [1_000, 2_000, 5_000, 15_000, 60_000, 5 * 60_000] as const

interface VideoDownloadsDeps {
  readonly records: Records
  readonly provider: Provider
  readonly keys: Keys
  readonly saver: VideoSaver
  readonly clock: Clock
  readonly logger: Logger
}

/** Brings the videos of finished generations home: each until it is saved, refused, or gone for good. */
export class VideoDownloads {
  readonly #saving = new Map<VideoId, { readonly abort: AbortController; readonly done: Promise<void> }>()
  /** Videos whose links do not work: since when they gave no byte, and how often others were asked for. */
  readonly #expiries = new Map<VideoId, { readonly sinceMs: number; readonly renewals: number }>()
  readonly #links: LinkRenewal
  #holds = 0

  constructor(private readonly deps: VideoDownloadsDeps) {
    this.#links = new LinkRenewal(deps)
  }

  /** Starts what is due; `done` is called after each, when there may be more to do. */
  startDue(done: (broke?: unknown) => void): void {
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
            this.deps.logger.error(`${generation.id}: saving broke`, error)
            this.#postpone(video.id)
            return error
          }
        )
        .then((broke) => {
          this.#saving.delete(video.id)
          done(broke)
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

  /** Whatever waited for room, a folder or a link tries again now. */
  retryNow(): void {
    for (const { video } of this.#pending()) {
      if (video.nextAttemptAtMs !== null) this.#change(video.id, { nextAttemptAtMs: null })
    }
  }

  /** Ends all transfers; their parts stay and are taken up again. */
  async stop(): Promise<void> {
    const saving = [...this.#saving.values()]
    for (const { abort } of saving) abort.abort()
    await Promise.all(saving.map(({ done }) => done))
  }

  /** Ends all transfers, and starts none until the function that it gives is called. */
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

  /** Where even this cannot be written, the engine's own rest has to do. */
  #postpone(id: VideoId): void {
    try {
      this.#change(id, { nextAttemptAtMs: this.deps.clock.now() + blockedRetryMs })
    } catch (error) {
      this.deps.logger.warn('The next attempt could not be noted', error)
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

  /** A crash or a failed write came between the row of the last video and that of its generation. */
  #finishLeftovers(done: (broke?: unknown) => void): void {
    try {
      for (const generation of this.deps.records.store.inStates('downloading')) this.#finish(generation)
    } catch (error) {
      this.deps.logger.error('Finishing broke', error)
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
   * Asks for another link in place of one that is gone. The first that comes is followed at once; where they go on
   * being of no use, the file is given up after a while.
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
    // A damaged file that was put aside may be all that is left of it: the user decides.
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

/** An answer that put nothing aside leaves what an earlier one did. */
const heldBy = ({ held }: { readonly held?: HeldFile | undefined }): Pick<VideoChange, 'held'> =>
  held === undefined ? {} : { held }

const delayAfter = (attempts: number): number =>
  retryDelaysMs[Math.min(attempts, retryDelaysMs.length - 1)] as number
