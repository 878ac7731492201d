import type { HttpOutcome, NotSentReason } from './http'

type Failure = Exclude<HttpOutcome, { kind: 'answered' }>

/**
 * Errors that end a request before its first byte, on a dedicated connection: lookup, the proxy's CONNECT and the
 * certificate check come before the request. Chromium's net_error_list.h lists them all.
 */
const beforeSending = new Map<string, NotSentReason>(
  Object.entries({
    ERR_NAME_NOT_RESOLVED: 'dns',
    ERR_NAME_RESOLUTION_FAILED: 'dns',
    // Only a connect that timed out has this name; a silent established connection is ERR_TIMED_OUT.
    ERR_CONNECTION_TIMED_OUT: 'unreachable',
    ERR_PROXY_CONNECTION_FAILED: 'proxy',
    ERR_TUNNEL_CONNECTION_FAILED: 'proxy',
    ERR_NO_SUPPORTED_PROXIES: 'proxy',
    ERR_PROXY_CERTIFICATE_INVALID: 'proxy',
    ERR_MANDATORY_PROXY_CONFIGURATION_FAILED: 'proxy',
    ERR_SSL_VERSION_OR_CIPHER_MISMATCH: 'tls',
    ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN: 'tls',
    ERR_UNSAFE_PORT: 'refused',
    // Node's names for the same.
    ENOTFOUND: 'dns',
    EAI_AGAIN: 'dns',
    CERT_HAS_EXPIRED: 'tls',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
    SELF_SIGNED_CERT_IN_CHAIN: 'tls',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls',
    ERR_TLS_CERT_ALTNAME_INVALID: 'tls'
  } as const)
)

/**
 * Errors of connect() that an established connection can end with as well: when a router answers "unreachable",
 * the kernel notes it, keeps sending, and reports it in place of the time-out when it gives up. That takes at least
 * `earliestGivingUpMs`; before that the error can only come from connect().
 */
const whileConnecting = new Map<string, NotSentReason>(
  Object.entries({
    ERR_INTERNET_DISCONNECTED: 'offline',
    ERR_CONNECTION_REFUSED: 'refused',
    ERR_ADDRESS_UNREACHABLE: 'unreachable',
    ERR_NETWORK_ACCESS_DENIED: 'unreachable',
    ENETDOWN: 'offline',
    ECONNREFUSED: 'refused',
    EHOSTUNREACH: 'unreachable',
    ENETUNREACH: 'unreachable'
  } as const)
)

/**
 * Unacknowledged data is re-sent for about 19 s on Windows (5 times from 300 ms), for minutes on macOS and for
 * 15 minutes on Linux before the connection is given up; half of the shortest leaves room for a slow start.
 */
const earliestGivingUpMs = 10_000

const cutShort = new Set([
  'ERR_CONNECTION_RESET',
  'ERR_CONNECTION_CLOSED',
  'ERR_CONNECTION_ABORTED',
  'ERR_EMPTY_RESPONSE',
  'ERR_NETWORK_CHANGED',
  'ERR_NETWORK_IO_SUSPENDED',
  'ERR_CONTENT_LENGTH_MISMATCH',
  'ERR_INCOMPLETE_CHUNKED_ENCODING',
  'ERR_RESPONSE_HEADERS_TRUNCATED',
  'ERR_SOCKET_NOT_CONNECTED',
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED'
])

/**
 * Classifies a network error of a request that was sent alone on a new connection.
 *
 * @param code Chromium's name (`ERR_CONNECTION_RESET`) or Node's (`ECONNRESET`).
 * @param elapsedMs Time from the start of the request to the error.
 * @returns `not_sent` only where the error proves it; anything unknown is `broken`.
 */
export function classifyNetError(code: string, elapsedMs: number): Failure {
  const connecting = elapsedMs < earliestGivingUpMs ? whileConnecting.get(code) : undefined
  const certificate = code.startsWith('ERR_CERT_') ? 'tls' : undefined
  const why = beforeSending.get(code) ?? connecting ?? certificate
  if (why) return { kind: 'not_sent', why, detail: code }
  if (cutShort.has(code)) return { kind: 'broken', why: 'cut', detail: code }
  if (/TIMED_?OUT/.test(code)) return { kind: 'broken', why: 'timeout', detail: code }
  return { kind: 'broken', why: 'other', detail: code }
}
