/** One HTTP exchange, as the client needs it: no redirects followed, no cookies, the whole body or nothing. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** For the whole exchange, from the first lookup to the last byte. */
  readonly timeoutMs: number
  /** Longest body that is read, counted after decoding. */
  readonly maximumBytes: number
  readonly signal?: AbortSignal
}

/** Why nothing was sent. `called_off`: the signal was aborted before the request started. */
export type NotSentReason = 'offline' | 'dns' | 'refused' | 'unreachable' | 'tls' | 'proxy' | 'called_off'
export type BrokenReason = 'cut' | 'timeout' | 'too_large' | 'aborted' | 'other'

export type HttpOutcome =
  /** A complete response, redirects included; header names are in lower case. */
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly body: string
    }
  /** Provably, nothing of the request reached the server. */
  | { readonly kind: 'not_sent'; readonly why: NotSentReason; readonly detail: string }
  /** The server may have received the request. */
  | { readonly kind: 'broken'; readonly why: BrokenReason; readonly detail: string }

/** HTTP client. Never rejects: every error is an outcome. */
export interface Http {
  send(request: HttpRequest): Promise<HttpOutcome>
}
