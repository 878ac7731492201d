import { err, ok, type Result } from '@shared/result'
import { isAddress, isLoopbackAddress, isPublicAddress, withoutBrackets } from './address-check'

const longestUrl = 4096

/** Names that are never on the public internet (RFC 6761, 6762, 8375 and common practice). */
const privateNames = ['localhost', 'local', 'internal', 'home.arpa', 'lan', 'intranet', 'corp', 'home']

/** Why a URL is refused; for the log, so it names no host. */
export type UrlRefusal = 'not_a_url' | 'too_long' | 'scheme' | 'user_info' | 'port' | 'host'

/**
 * Checks the text of an untrusted URL. The addresses of its host are checked when connecting.
 *
 * @param loopbackAllowed The API itself is on this machine: then only this machine is allowed, on any port, also by
 *   http.
 * @param base Base of a relative reference (of a redirect); https is never left for http.
 */
export function checkUrl(text: string, loopbackAllowed: boolean, base?: URL): Result<URL, UrlRefusal> {
  if (text.length > longestUrl) return err('too_long')
  if (!URL.canParse(text, base?.href)) return err('not_a_url')
  const url = new URL(text, base)
  url.hash = ''
  if (url.username !== '' || url.password !== '') return err('user_info')
  const mayBePlain = loopbackAllowed && base?.protocol !== 'https:'
  if (url.protocol !== 'https:' && !(mayBePlain && url.protocol === 'http:')) return err('scheme')
  if (loopbackAllowed) return isLoopbackHost(url.hostname) ? ok(url) : err('host')
  if (url.port !== '') return err('port')
  return isPublicHost(url.hostname) ? ok(url) : err('host')
}

function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || isLoopbackAddress(withoutBrackets(host))
}

function isPublicHost(host: string): boolean {
  if (isAddress(host)) return isPublicAddress(withoutBrackets(host))
  const name = host.replace(/\.$/, '')
  const isPrivate = privateNames.some((suffix) => name === suffix || name.endsWith(`.${suffix}`))
  return !isPrivate && name.includes('.')
}
