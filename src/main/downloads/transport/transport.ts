import { errorCode } from '../../base/errors'
export interface TransportRequest {
  /** URL, already checked as text. */
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** True: connect to this machine alone. False: never connect to this machine. */
  readonly loopbackAllowed: boolean
  /** Ends the request, the body included. */
  readonly signal: AbortSignal
}

export interface TransportResponse {
  readonly status: number
  /** Names in lower case; repeated headers are joined with a comma. */
  readonly headers: Readonly<Record<string, string>>
  /** Not decoded. Throws a `TransportError` when it ends early. */
  readonly body: AsyncIterable<Uint8Array>
}

/** Client for one GET; follows no redirect and keeps no cookie. */
export interface Transport {
  /** @throws TransportError */
  request(request: TransportRequest): Promise<TransportResponse>
}

/**
 * `offline`: the name did not resolve, or nothing is reachable. `forbidden_address`: the name resolves to a private
 * network. `substituted_address`: this network returns private addresses for public names. `certificate`: the server's
 * certificate is not valid for that host.
 */
export type TransportFailure =
  'offline' | 'forbidden_address' | 'substituted_address' | 'certificate' | 'broken'

export class TransportError extends Error {
  constructor(
    readonly failure: TransportFailure,
    /** The system's error name, for the log; holds no address. */
    readonly detail: string
  ) {
    super(`${failure}: ${detail}`)
    this.name = 'TransportError'
  }
}

const offlineErrors =
  /ENOTFOUND|EAI_|ENETUNREACH|ENETDOWN|EHOSTUNREACH|NAME_NOT_RESOLVED|INTERNET_DISCONNECTED/
const certificateErrors = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO/

/** Classifies a network error of Node or Chromium. Passes on errors that already have a kind. */
export function toTransportError(error: unknown): TransportError {
  if (error instanceof TransportError) return error
  const detail = errorName(error)
  if (offlineErrors.test(detail)) return new TransportError('offline', detail)
  if (certificateErrors.test(detail)) return new TransportError('certificate', detail)
  return new TransportError('broken', detail)
}

function errorName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = errorCode(error)
  if (code !== '') return code
  // Chromium's errors have their name only in the message: "net::ERR_CONNECTION_RESET".
  return /net::(\w+)/.exec(error.message)?.[1] ?? error.name
}
