import type { RequestBody } from '@shared/catalogue/request-body'
import type { Clock } from '../base/clock'
import type { BalanceOutcome, ListedVideo, PollOutcome, SubmitOutcome } from '../generations/domain/provider'
import { classifyBalance, readQueueCount } from './account'
import { classifyPoll } from './answers/poll'
import type { Http, HttpOutcome } from './transport/http'
import { readListedPage, type ListedPage } from './listed-videos'
import { classifyModelPage, readAllPages, type ModelListOutcome } from './model-list'
import { classifySubmit } from './answers/submit'

/** Submits take 2 s as a rule, but some answer only when the video is done. */
const submitTimeoutMs = 120_000
const askTimeoutMs = 30_000
/** Two of ModelsLab's documents disagree about where the list of an account's videos is. */
const listPaths = ['/api/v6/assets_generated', '/api/assets_generated'] as const
const listPageLength = 30
const maximumAnswerBytes = 4 * 1024 * 1024

export interface ModelsLabClientDeps {
  /** For what may be asked twice. */
  readonly http: Http
  /** For the request that costs money: must send it at most once. */
  readonly paidHttp: Http
  /** As `parseOrigin` returns it. The key is sent nowhere else. */
  readonly origin: string
  readonly clock: Pick<Clock, 'now'>
}

/** The ModelsLab v7 video API: requests out, answers in our own words. Its methods never reject. */
export class ModelsLabClient {
  readonly #deps: ModelsLabClientDeps

  constructor(deps: ModelsLabClientDeps) {
    this.#deps = deps
  }

  /** Sends a paid request, once, and says what became of it. */
  async submit(body: RequestBody, key: string, signal?: AbortSignal): Promise<SubmitOutcome> {
    const { paidHttp, clock } = this.#deps
    const path = '/api/v7/video-fusion/text-to-video'
    const outcome = await this.#post(paidHttp, path, { ...body, key }, submitTimeoutMs, signal)
    return classifySubmit(outcome, key, clock.now())
  }

  /** Asks for the result of an accepted request; costs nothing. */
  async poll(remoteId: string, key: string, signal?: AbortSignal): Promise<PollOutcome> {
    // Built from the id, never taken from `fetch_result`: this request carries the key.
    const path = `/api/v7/video-fusion/fetch/${encodeURIComponent(remoteId)}`
    return classifyPoll(await this.#ask(path, key, signal), key, this.#deps.clock.now())
  }

  /** The balance of the account; also the way to test a key without cost. */
  async balance(key: string, signal?: AbortSignal): Promise<BalanceOutcome> {
    return classifyBalance(await this.#ask('/api/wallet_balance', key, signal), key, this.#deps.clock.now())
  }

  /** How many requests of the account are queued or running at the service; null when it does not tell. */
  async queueCount(key: string, signal?: AbortSignal): Promise<number | null> {
    const outcome = await this.#ask('/api/v6/processing/request_count', key, signal)
    return readQueueCount(outcome, key, this.#deps.clock.now())
  }

  /**
   * The newest videos that the account made, with whatever program; null where it may not read that list. The order
   * of the list is not documented, so both of its ends are read.
   */
  async listVideos(key: string, signal?: AbortSignal): Promise<readonly ListedVideo[] | null> {
    for (const path of listPaths) {
      const first = await this.#listPage(path, 1, key, signal)
      if (!first) continue
      const last = first.lastPage > 1 ? await this.#listPage(path, first.lastPage, key, signal) : null
      return [...first.videos, ...(last?.videos ?? [])]
    }
    return null
  }

  async #listPage(
    path: string,
    page: number,
    key: string,
    signal: AbortSignal | undefined
  ): Promise<ListedPage | null> {
    const body = { type: 'video', page, per_page: listPageLength, key }
    const outcome = await this.#post(this.#deps.http, path, body, askTimeoutMs, signal)
    return readListedPage(outcome, key, this.#deps.clock.now())
  }

  /** The models that ModelsLab lists now, in any of the envelopes it was seen in; costs nothing. */
  listModels(key: string, signal?: AbortSignal): Promise<ModelListOutcome> {
    return readAllPages((page) => this.#modelPage(page, key, signal))
  }

  async #modelPage(
    page: number,
    key: string,
    signal: AbortSignal | undefined
  ): Promise<ReturnType<typeof classifyModelPage>> {
    // Asked as it is documented; only a list that says it has pages is asked for one.
    const pageField = page > 1 ? { page: String(page) } : {}
    const query = new URLSearchParams({ key, feature: 'video_fusion', ...pageField })
    const outcome = await this.#deps.http.send({
      method: 'GET',
      url: `${this.#deps.origin}/api/v7/models?${query.toString()}`,
      headers: { accept: 'application/json' },
      timeoutMs: askTimeoutMs,
      maximumBytes: maximumAnswerBytes,
      ...(signal && { signal })
    })
    return classifyModelPage(outcome, key, this.#deps.clock.now())
  }

  #ask(path: string, key: string, signal: AbortSignal | undefined): Promise<HttpOutcome> {
    return this.#post(this.#deps.http, path, { key }, askTimeoutMs, signal)
  }

  #post(
    http: Http,
    path: string,
    body: RequestBody,
    timeoutMs: number,
    signal: AbortSignal | undefined
  ): Promise<HttpOutcome> {
    return http.send({
      method: 'POST',
      url: `${this.#deps.origin}${path}`,
      // Laravel answers errors as JSON, and not as a page, to those who accept JSON.
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      timeoutMs,
      maximumBytes: maximumAnswerBytes,
      ...(signal && { signal })
    })
  }
}
