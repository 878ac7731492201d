import type { RequestBody } from '@shared/catalogue/request-body'
import type { Microdollars } from '@shared/money/money'
import type { Problem } from '@shared/problem'

/** Address of one finished video, and of the second host that has the same file. */
export interface ResultLink {
  readonly url: string
  readonly proxyUrl: string | null
}

/** Outcome of one paid request. `raw` is the body of the response, without the key, at most 64 KiB. */
export type SubmitOutcome =
  /** Running at the service; the id leads to its result. */
  | {
      readonly kind: 'accepted'
      readonly remoteId: string
      readonly etaSeconds: number | null
      readonly raw: string
    }
  | {
      readonly kind: 'finished'
      readonly remoteId: string | null
      readonly links: readonly ResultLink[]
      readonly raw: string
    }
  /** Certainly neither accepted nor charged: may be sent again once `waitFor` is over. */
  | {
      readonly kind: 'not_taken'
      readonly waitFor: 'network' | 'rate_limit' | 'key' | 'credit'
      readonly retryAfterMs: number | null
      readonly problem: Problem
      readonly raw: string | null
    }
  /** Refused by the service. With an id, a job exists there all the same. */
  | {
      readonly kind: 'refused'
      readonly remoteId: string | null
      readonly problem: Problem
      readonly raw: string
    }
  /** May be running and charged, or not: never sent again automatically. */
  | { readonly kind: 'unclear'; readonly problem: Problem; readonly raw: string | null }

/** Outcome of one poll. `raw` is the body of the response, without the key, at most 64 KiB. */
export type PollOutcome =
  /** `oddStatus`: a status word that is not known. */
  | { readonly kind: 'processing'; readonly etaSeconds: number | null; readonly oddStatus?: string }
  /** `remoteId`: the id that the response itself names. */
  | {
      readonly kind: 'finished'
      readonly remoteId: string | null
      readonly links: readonly ResultLink[]
      readonly raw: string
    }
  /** Success with nothing to download: worth a few more polls. */
  | { readonly kind: 'finished_without_links'; readonly raw: string }
  | { readonly kind: 'failed'; readonly problem: Problem; readonly raw: string }
  /** Means little right after sending. */
  | { readonly kind: 'unknown_id'; readonly problem: Problem; readonly raw: string }
  /** An error that names no reason and may be temporary: it counts only when it persists. */
  | { readonly kind: 'trouble'; readonly problem: Problem; readonly raw: string }
  /** Says nothing about the generation: poll again. */
  | {
      readonly kind: 'try_later'
      readonly waitFor: 'network' | 'rate_limit' | 'key' | 'service'
      readonly retryAfterMs: number | null
      readonly problem: Problem
    }

export type BalanceOutcome =
  | { readonly kind: 'known'; readonly microdollars: Microdollars }
  | { readonly kind: 'key_rejected'; readonly problem: Problem }
  | { readonly kind: 'not_known'; readonly problem: Problem; readonly offline: boolean }

/** A video in the account's own list of results, made with any program. */
export interface ListedVideo {
  readonly remoteId: string
  /** Null where the list has none: its documented form has ids and addresses alone. */
  readonly prompt: string | null
  readonly createdAtMs: number | null
}

/** The service that makes the videos. Only `submit` costs money. Its methods never reject. */
export interface Provider {
  submit(body: RequestBody, key: string, signal?: AbortSignal): Promise<SubmitOutcome>
  /** Asks for the result of an accepted request, made with this model. */
  poll(remoteId: string, key: string, modelId: string, signal?: AbortSignal): Promise<PollOutcome>
  balance(key: string, signal?: AbortSignal): Promise<BalanceOutcome>
  /** Number of the account's requests that are queued or running; null where the service does not tell. */
  queueCount(key: string, signal?: AbortSignal): Promise<number | null>
  /** Null where the account may not read its list. */
  listVideos(key: string, signal?: AbortSignal): Promise<readonly ListedVideo[] | null>
}
