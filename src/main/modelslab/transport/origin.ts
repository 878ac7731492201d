import { err, ok, type Result } from '@shared/result'

const defaultOrigin = 'https://modelslab.com'

/**
 * Parses the base address of the API, as in `DAILIES_API_URL`. Every request carries the key, so plain http is allowed
 * to this machine alone.
 *
 * @returns The address without a trailing slash, a path prefix kept; or a sentence that says what is wrong.
 */
export function parseOrigin(text: string | undefined): Result<string, string> {
  if (text === undefined || text.trim() === '') return ok(defaultOrigin)
  let url: URL
  try {
    url = new URL(text.trim())
  } catch {
    return err('The address of the API is no complete URL: write it like https://modelslab.com.')
  }
  if (url.username !== '' || url.password !== '') {
    return err('The address of the API must not hold a user name or password.')
  }
  if (url.search !== '' || url.hash !== '' || /[?#]/.test(text)) {
    return err('The address of the API must not hold a ? or # part.')
  }
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.href))) {
    return ok(`${url.origin}${url.pathname}`.replace(/\/+$/, ''))
  }
  return err(
    'The address of the API must begin with https://, or with http:// for a server on this computer.'
  )
}

/** Returns whether an address names this machine: 127.0.0.0/8, [::1] or localhost. */
export function isLoopback(origin: string): boolean {
  const { hostname } = new URL(origin)
  // The parser has normalized every notation of an IPv4 address, such as 0x7f.1.
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
}
