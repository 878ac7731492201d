import type { RequestBody } from '@shared/catalogue/request-body'
import type { Problem } from '@shared/problem'
import type { BalanceOutcome, ListedVideo, PollOutcome, Provider, SubmitOutcome } from '../domain/provider'

export const someProblem: Problem = { code: 'provider_failed', message: 'No.', retryable: true }

export const rateLimited: Problem = { code: 'rate_limited', message: 'Wait.', retryable: true }

export const noNetwork: Problem = { code: 'offline', message: 'No connection to ModelsLab.', retryable: true }

/** Provider that gives the scripted answers in order, and otherwise those of a healthy service. */
export class FakeProvider implements Provider {
  readonly submits: RequestBody[] = []
  readonly polls: string[] = []
  /** The key of every request, whatever it was for. */
  readonly keys: string[] = []
  readonly submitAnswers: (SubmitOutcome | Promise<SubmitOutcome>)[] = []
  readonly pollAnswers: PollOutcome[] = []
  balanceAnswer: BalanceOutcome = { kind: 'known', microdollars: 10_000_000 }
  /** Fails every request with this problem; null for none. */
  obstacle: Problem | null = null
  /** Keeps everything processing. */
  isStuck = false
  #nextRemoteId = 100

  submit(body: RequestBody, key: string): Promise<SubmitOutcome> {
    this.keys.push(key)
    if (this.obstacle) {
      const problem = this.obstacle
      return Promise.resolve({
        kind: 'not_taken',
        waitFor: 'network',
        retryAfterMs: null,
        problem,
        raw: null
      })
    }
    this.submits.push(body)
    const accepted = (): SubmitOutcome => ({
      kind: 'accepted',
      remoteId: String(this.#nextRemoteId++),
      etaSeconds: 5,
      raw: '{}'
    })
    return Promise.resolve(this.submitAnswers.shift() ?? accepted())
  }

  poll(remoteId: string, key: string): Promise<PollOutcome> {
    this.keys.push(key)
    this.polls.push(remoteId)
    const problem = this.obstacle
    if (problem)
      return Promise.resolve({ kind: 'try_later', waitFor: 'network', retryAfterMs: null, problem })
    const usual = (): PollOutcome =>
      this.isStuck ? { kind: 'processing', etaSeconds: null } : finished(remoteId)
    return Promise.resolve(this.pollAnswers.shift() ?? usual())
  }

  balance(key: string): Promise<BalanceOutcome> {
    this.keys.push(key)
    const problem = this.obstacle
    return Promise.resolve(problem ? { kind: 'not_known', problem, offline: true } : this.balanceAnswer)
  }

  /** The account's own list; null where it may not be read. */
  listed: readonly ListedVideo[] | null = null
  queued: number | null = 0

  queueCount(): Promise<number | null> {
    return Promise.resolve(this.obstacle ? null : this.queued)
  }

  listVideos(): Promise<readonly ListedVideo[] | null> {
    return Promise.resolve(this.obstacle ? null : this.listed)
  }
}

export const finished = (name: string): PollOutcome => ({
  kind: 'finished',
  remoteId: null,
  links: [{ url: `https://files.example/${name}.mp4`, proxyUrl: null }],
  raw: '{}'
})
