import type { ResultLink } from '../../generations/domain/provider'

const maximumLinks = 16
const maximumUrlLength = 4096

/**
 * The addresses of the result, from `output`, or `output_url`, or `proxy_links` where these are empty. Never from
 * `future_links` or `meta`: those are planned addresses, filled before there is a file.
 */
export function linksOf(body: Readonly<Record<string, unknown>>): readonly ResultLink[] {
  const output = outputOf(body)
  const proxies = urlsIn(body['proxy_links'])
  const urls = [output, urlsIn(body['output_url']), proxies].find((some) => some.length > 0) ?? []
  return urls
    .map((url, index) => ({ url, proxyUrl: urls === proxies ? null : (proxies[index] ?? null) }))
    .filter(({ url }, index) => urls.indexOf(url) === index)
    .slice(0, maximumLinks)
}

/** The addresses in `output` alone. */
export const outputOf = (body: Readonly<Record<string, unknown>>): readonly string[] => urlsIn(body['output'])

/** A list, a single string, an object of strings, or lists in a list: all of them were seen. */
function urlsIn(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') {
    const url = value.trim()
    return /^https?:\/\//i.test(url) && url.length <= maximumUrlLength ? [url] : []
  }
  if (typeof value !== 'object' || value === null || depth > 2) return []
  return Object.values(value)
    .slice(0, 100)
    .flatMap((inner) => urlsIn(inner, depth + 1))
}
