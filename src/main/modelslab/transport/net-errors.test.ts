import { describe, expect, it } from 'vitest'
import { classifyNetError } from './net-errors'

describe('an error before the request was sent', () => {
  it.each([
    ['ERR_NAME_NOT_RESOLVED', 'dns'],
    ['ERR_INTERNET_DISCONNECTED', 'offline'],
    ['ERR_CONNECTION_REFUSED', 'refused'],
    ['ERR_ADDRESS_UNREACHABLE', 'unreachable'],
    ['ERR_CONNECTION_TIMED_OUT', 'unreachable'],
    ['ERR_PROXY_CONNECTION_FAILED', 'proxy'],
    ['ERR_TUNNEL_CONNECTION_FAILED', 'proxy'],
    ['ERR_CERT_AUTHORITY_INVALID', 'tls'],
    ['ERR_CERT_DATE_INVALID', 'tls'],
    ['ERR_SSL_VERSION_OR_CIPHER_MISMATCH', 'tls'],
    ['ENOTFOUND', 'dns'],
    ['ECONNREFUSED', 'refused'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls']
  ])('%s is not sent: %s [F07, F26, A22]', (code, why) => {
    expect(classifyNetError(code, 50)).toEqual({ kind: 'not_sent', why, detail: code })
  })
})

describe('an error after which the server may have the request', () => {
  it.each([
    ['ERR_CONNECTION_RESET', 'cut'],
    ['ERR_CONNECTION_CLOSED', 'cut'],
    ['ERR_EMPTY_RESPONSE', 'cut'],
    ['ERR_NETWORK_CHANGED', 'cut'],
    ['ERR_NETWORK_IO_SUSPENDED', 'cut'],
    ['ERR_CONTENT_LENGTH_MISMATCH', 'cut'],
    ['ERR_TIMED_OUT', 'timeout'],
    ['ETIMEDOUT', 'timeout'],
    ['ERR_SSL_PROTOCOL_ERROR', 'other'],
    ['ERR_BAD_SSL_CLIENT_AUTH_CERT', 'other'],
    ['ERR_FAILED', 'other'],
    ['ERR_ABORTED', 'other'],
    ['something new', 'other'],
    ['constructor', 'other']
  ])('%s is interrupted: %s [F06, F17]', (code, why) => {
    expect(classifyNetError(code, 50)).toEqual({ kind: 'broken', why, detail: code })
  })

  it.each(['ERR_ADDRESS_UNREACHABLE', 'ERR_CONNECTION_REFUSED', 'ERR_INTERNET_DISCONNECTED', 'EHOSTUNREACH'])(
    '%s counts as interrupted if it comes too late to be a connect error',
    (code) => {
      expect(classifyNetError(code, 10_000).kind).toBe('broken')
    }
  )
})
