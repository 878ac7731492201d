import type { RequestBody } from '@shared/catalogue/request-body'
import type { Clock } from '../base/clock'
import type { BalanceOutcome, ListedVideo, PollOutcome, SubmitOutcome } from '../generations/domain/provider'
import { classifyBalance, readQueueCount } from './account'
import { classifyPoll } from './answers/poll'
import type { Http, HttpOutcome } from './transport/http'
import { readListedPage, type ListedPage } from './listed-videos'
import { classifyModelPage, readAllPages, type ModelListOutcome } from './model-list'
import { classifySubmit } from './answers/submit'

/** A submit usually takes 2 s, but some respond only when the video is done. */
const submitTimeoutMs = 120_000
const askTimeoutMs = 30_000
/** ModelsLab's documents disagree about the path of the list of an account's videos. */
const listPaths = ['/api/v6/assets_generated', '/api/assets_generated'] as const
const listPageLength = 30
const maximumAnswerBytes = 4 * 1024 * 1024

export interface ModelsLabClientDeps {
  /** HTTP client for idempotent requests. */
  readonly http: Http
  /** HTTP client for paid requests: sends each at most once. */
  readonly paidHttp: Http
  /** Base address, as `parseOrigin` returns it. The key is sent nowhere else. */
  readonly apiOrigin: string
  readonly clock: Pick<Clock, 'now'>
}

/** Client of the ModelsLab v7 video API: returns responses in the types of the domain. Its methods never reject. */
export class ModelsLabClient {
  readonly #deps: ModelsLabClientDeps

  constructor(deps: ModelsLabClientDeps) {
    this.#deps = deps
  }

  /** Sends a paid request, once. */
  async submit(body: RequestBody, key: string, signal?: AbortSignal): Promise<SubmitOutcome> {
    const { paidHttp, clock } = this.#deps
    const path = '/api/v7/video-fusion/text-to-video'
    const outcome = await this.#post(paidHttp, path, { ...body, key }, submitTimeoutMs, signal)
    const modelId = body['model_id']
    return classifySubmit(outcome, key, clock.now(), typeof modelId === 'string' ? modelId : null)
  }

  /**
   * Polls the result of an accepted request; free.
   *
   * @param modelId The model of the request, for messages about it.
   */
  async poll(remoteId: string, key: string, modelId: string, signal?: AbortSignal): Promise<PollOutcome> {
    // Built from the id, never taken from `fetch_result`: this request carries the key.
    const path = `/api/v7/video-fusion/fetch/${encodeURIComponent(remoteId)}`
    return classifyPoll(await this.#ask(path, key, signal), key, this.#deps.clock.now(), modelId)
  }

  /** Reads the balance of the account; also tests a key, free of charge. */
  async balance(key: string, signal?: AbortSignal): Promise<BalanceOutcome> {
    return classifyBalance(await this.#ask('/api/wallet_balance', key, signal), key, this.#deps.clock.now())
  }

  /** Returns the number of the account's requests that are queued or running; null when unknown. */
  async queueCount(key: string, signal?: AbortSignal): Promise<number | null> {
    const outcome = await this.#ask('/api/v6/processing/request_count', key, signal)
    return readQueueCount(outcome, key, this.#deps.clock.now())
  }

  /**
   * Returns the newest videos of the account, made with any program; null where it may not read that list. The order of
   * the list is not documented, so both of its ends are read.
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

  /** Lists ModelsLab's current models, in any of the known envelopes; free. */
  listModels(key: string, signal?: AbortSignal): Promise<ModelListOutcome> {
    return readAllPages((page) => this.#modelPage(page, key, signal))
  }

  async #modelPage(
    page: number,
    key: string,
    signal: AbortSignal | undefined
  ): Promise<ReturnType<typeof classifyModelPage>> {
    // As documented: the page is named only for a list that says it has pages.
    const pageField = page > 1 ? { page: String(page) } : {}
    const query = new URLSearchParams({ key, feature: 'video_fusion', ...pageField })
    const outcome = await this.#deps.http.send({
      method: 'GET',
      url: `${this.#deps.apiOrigin}/api/v7/models?${query.toString()}`,
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
      url: `${this.#deps.apiOrigin}${path}`,
      // Laravel sends errors as JSON instead of HTML when JSON is accepted.
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      timeoutMs,
      maximumBytes: maximumAnswerBytes,
      ...(signal && { signal })
    })
  }
}
