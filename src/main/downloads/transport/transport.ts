export interface TransportRequest {
  /** Already checked by its text. */
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** True when only this machine may be connected to; false when this machine must not be. */
  readonly loopbackAllowed: boolean
  /** Aborting it ends the exchange, the body included. */
  readonly signal: AbortSignal
}

export interface TransportResponse {
  readonly status: number
  /** Names in lower case; what came several times is joined with a comma. */
  readonly headers: Readonly<Record<string, string>>
  /** As sent: nothing is decoded. Throws a `TransportError` when it ends before it is complete. */
  readonly body: AsyncIterable<Uint8Array>
}

/** A road to a server: one GET, no redirect followed, no cookie kept. */
export interface Transport {
  /** @throws TransportError */
  request(request: TransportRequest): Promise<TransportResponse>
}

/**
 * `offline`: the name could not be looked up, or nothing is reachable. `forbidden_address`: the name leads into a
 * private network. `substituted_address`: this network gives private addresses for public names. `certificate`:
 * whoever answered could not prove to be that host.
 */
export type TransportFailure =
  'offline' | 'forbidden_address' | 'substituted_address' | 'certificate' | 'broken'

export class TransportError extends Error {
  constructor(
    readonly failure: TransportFailure,
    /** The system's name for it, for the log; holds no address. */
    readonly detail: string
  ) {
    super(`${failure}: ${detail}`)
    this.name = 'TransportError'
  }
}

const offlineErrors =
  /ENOTFOUND|EAI_|ENETUNREACH|ENETDOWN|EHOSTUNREACH|NAME_NOT_RESOLVED|INTERNET_DISCONNECTED/
const certificateErrors = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO/

/** Gives a network error of Node or Chromium its kind. Errors that have one already pass through. */
export function toTransportError(error: unknown): TransportError {
  if (error instanceof TransportError) return error
  const detail = errorName(error)
  if (offlineErrors.test(detail)) return new TransportError('offline', detail)
  if (certificateErrors.test(detail)) return new TransportError('certificate', detail)
  return new TransportError('broken', detail)
}

function errorName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if ('code' in error && typeof error.code === 'string') return error.code
  // Chromium's errors have their name in the message alone: "net::ERR_CONNECTION_RESET".
  return /net::(\w+)/.exec(error.message)?.[1] ?? error.name
}
