import type { GenerationId } from '@shared/generation'
import type { Problem } from '@shared/problem'
import type { Clock } from '../../base/clock'
import type { Logger } from '../../logging/logger'
import type { Connectivity } from './connectivity'
import { enhancedPromptIn } from '../domain/enhanced-prompt'
import type { Generation, StatusOf } from '../domain/generation'
import { newVideos } from '../domain/new-videos'
import { isDue, nextPollDelayMs, retryPollDelayMs } from './poll-schedule'
import type { Keys } from '../domain/ports'
import type { PollOutcome, Provider } from '../domain/provider'
import { problems } from '../domain/problems'
import type { Records } from '../domain/records'

/** Time for which ModelsLab may not know an id, or report errors for it, before the generation counts as failed. */
const doubtForMs = 10 * 60_000
/** Polls that may return `success` without links: some responses arrive before their links. */
const emptyAnswersAllowed = 5
const pollsAtOnce = 4

interface PollerDeps {
  readonly records: Records
  readonly provider: Provider
  readonly keys: Keys
  readonly connectivity: Connectivity
  readonly clock: Clock
  readonly logger: Logger
  readonly random: () => number
  readonly newVideoId: () => string
  /** A generation left `processing`. */
  readonly onSettled: (generation: Generation) => void
}

/** Polls what is processing. A failed poll is never a failed generation. */
export class Poller {
  readonly #polling = new Set<GenerationId>()
  readonly #failures = new Map<GenerationId, number>()
  readonly #emptyAnswers = new Map<GenerationId, number>()
  /** Oddities that were logged, so that each is logged once. */
  readonly #noted = new Map<GenerationId, Set<string>>()

  constructor(private readonly deps: PollerDeps) {}

  /** Starts the polls that are due; `done` is called after each, when there may be more to do. */
  startDue(done: (failure?: unknown) => void): void {
    const key = this.deps.keys.key()
    if (key === null || !this.deps.connectivity.mayTry()) return
    const now = this.deps.clock.now()
    for (const generation of this.deps.records.store.inStates('processing')) {
      const { status } = generation
      if (this.#polling.size >= pollsAtOnce) return
      if (
        status.state !== 'processing' ||
        this.#polling.has(generation.id) ||
        !isDue(status.nextPollAtMs, now)
      )
        continue
      this.#polling.add(generation.id)
      void this.#poll(generation, status, key)
        .then(
          () => undefined,
          (error: unknown) => {
            this.deps.logger.error(`${generation.id}: poll failed`, error)
            return error
          }
        )
        .then((failure) => {
          this.#polling.delete(generation.id)
          done(failure)
        })
    }
  }

  /** Returns when the next poll is due; null when nothing is processing or polling is impossible. */
  nextDueMs(): number | null {
    if (this.deps.keys.key() === null || this.#polling.size >= pollsAtOnce) return null
    const times = this.deps.records.store
      .inStates('processing')
      .flatMap(({ id, status }) =>
        status.state === 'processing' && !this.#polling.has(id) ? [status.nextPollAtMs] : []
      )
    return times.length === 0 ? null : Math.max(Math.min(...times), this.deps.connectivity.retryAtMs ?? 0)
  }

  async #poll(generation: Generation, status: StatusOf<'processing'>, key: string): Promise<void> {
    const outcome = await this.deps.provider.poll(status.remoteId, key, generation.request.modelId)
    this.#noteReach(outcome, key)
    const settled = this.#settle(generation, status, outcome)
    if (!settled || settled.status.state === 'processing') return
    this.#failures.delete(generation.id)
    this.#emptyAnswers.delete(generation.id)
    this.#noted.delete(generation.id)
    this.deps.onSettled(settled)
  }

  #noteReach(outcome: PollOutcome, key: string): void {
    const { connectivity, keys } = this.deps
    if (outcome.kind !== 'try_later') return connectivity.found()
    if (outcome.waitFor === 'network') return connectivity.lost(outcome.problem)
    connectivity.found()
    if (outcome.waitFor === 'key') keys.markRejected(key)
  }

  #settle(generation: Generation, status: StatusOf<'processing'>, outcome: PollOutcome): Generation | null {
    const { records, newVideoId } = this.deps
    switch (outcome.kind) {
      case 'processing':
        this.#failures.delete(generation.id)
        if (outcome.oddStatus)
          this.#noteOnce(generation, `answered with the unknown status ${outcome.oddStatus}`)
        return this.#pollLater(generation, status, null)
      case 'finished':
        if (records.isOfAnother(generation, outcome.remoteId)) {
          return this.#foreignResult(generation, status, outcome.remoteId)
        }
        return records.apply(
          generation,
          { type: 'finished', remoteId: status.remoteId },
          {
            why: 'Finished by ModelsLab',
            raw: outcome.raw,
            enhancedPrompt: enhancedPromptIn(outcome.raw, generation.request.prompt),
            videos: newVideos(outcome.links, newVideoId)
          }
        )
      case 'finished_without_links':
        return this.#countEmptyAnswer(generation.id) <= emptyAnswersAllowed
          ? this.#pollLater(generation, status, null)
          : this.#fail(generation, problems.finishedWithoutVideo(), outcome.raw)
      case 'failed':
        return this.#fail(generation, outcome.problem, outcome.raw)
      case 'unknown_id':
        return this.#doubt(generation, status, problems.unknownAtProvider(outcome.problem), outcome.raw)
      case 'trouble':
        return this.#doubt(generation, status, problems.keptFailing(outcome.problem), outcome.raw)
      case 'try_later':
        // Offline: each of them stays due and is polled as soon as the network is back.
        return outcome.waitFor === 'network' ? null : this.#tryLater(generation, status, outcome)
    }
  }

  #fail(generation: Generation, problem: Problem, raw: string): Generation | null {
    if (hasFoundVideo(generation)) return this.#keepAsFound(generation, raw)
    return this.deps.records.apply(
      generation,
      { type: 'provider_failed', problem },
      { why: problem.message, raw }
    )
  }

  /** Keeps the clip that a rebuild found in the library folder, whatever ModelsLab says. */
  #keepAsFound(generation: Generation, raw: string): Generation | null {
    const why = 'ModelsLab no longer knows this clip. Its files in the library folder are kept.'
    return this.deps.records.apply(generation, { type: 'kept_as_found' }, { why, raw })
  }

  /** Polls on, and fails the generation when the doubt has lasted long enough. */
  #doubt(
    generation: Generation,
    status: StatusOf<'processing'>,
    problem: Problem,
    raw: string
  ): Generation | null {
    const now = this.deps.clock.now()
    if (problem.code === 'unknown_at_provider' && hasFoundVideo(generation))
      return this.#keepAsFound(generation, raw)
    const sinceMs = Math.min(status.unknownSinceMs ?? now, now)
    if (now - sinceMs >= doubtForMs) return this.#fail(generation, problem, raw)
    return this.#pollLater(generation, status, sinceMs)
  }

  #pollLater(
    generation: Generation,
    status: StatusOf<'processing'>,
    unknownSinceMs: number | null
  ): Generation | null {
    const now = this.deps.clock.now()
    const delayMs = nextPollDelayMs(now - status.submittedAtMs, status.etaSeconds, this.deps.random)
    return this.#schedule(generation, now + delayMs, unknownSinceMs)
  }

  /** Schedules the next poll after one that said nothing about the generation. */
  #tryLater(
    generation: Generation,
    status: StatusOf<'processing'>,
    { problem, retryAfterMs }: Extract<PollOutcome, { kind: 'try_later' }>
  ): Generation | null {
    this.deps.logger.info(`${generation.id}: poll failed: ${problem.message}`)
    const delayMs = retryAfterMs ?? retryPollDelayMs(this.#countFailure(generation.id), this.deps.random)
    return this.#schedule(generation, this.deps.clock.now() + delayMs, status.unknownSinceMs)
  }

  #schedule(generation: Generation, nextPollAtMs: number, unknownSinceMs: number | null): Generation | null {
    return this.deps.records.apply(
      generation,
      { type: 'still_processing', nextPollAtMs, unknownSinceMs },
      { why: null }
    )
  }

  /** Ignores the result of another generation and polls again. */
  #foreignResult(generation: Generation, status: StatusOf<'processing'>, named: string): Generation | null {
    const isNew = this.#noteOnce(generation, `answered with the result of ${named}`)
    const why = `ModelsLab answered with the result of another clip, ID ${named}. It was ignored.`
    const now = this.deps.clock.now()
    const nextPollAtMs = now + retryPollDelayMs(this.#countFailure(generation.id), this.deps.random)
    return this.deps.records.apply(
      generation,
      { type: 'still_processing', nextPollAtMs, unknownSinceMs: status.unknownSinceMs },
      { why: isNew ? why : null }
    )
  }

  /** Logs an oddity; returns false when it was logged before. */
  #noteOnce({ id }: Generation, oddity: string): boolean {
    const noted = this.#noted.get(id) ?? new Set()
    if (noted.has(oddity)) return false
    this.#noted.set(id, noted.add(oddity))
    this.deps.logger.warn(`${id}: ${oddity}`)
    return true
  }

  /** Counts a failed poll; returns how many failed in a row before it. */
  #countFailure(id: GenerationId): number {
    const failures = this.#failures.get(id) ?? 0
    this.#failures.set(id, failures + 1)
    return failures
  }

  #countEmptyAnswer(id: GenerationId): number {
    const count = (this.#emptyAnswers.get(id) ?? 0) + 1
    this.#emptyAnswers.set(id, count)
    return count
  }
}

/** Returns whether it has a video although ModelsLab has not finished it: the library was rebuilt. */
const hasFoundVideo = ({ videos }: Generation): boolean => videos.some(({ state }) => state === 'saved')
