import type { ResultLink } from '../../generations/domain/provider'

const maximumLinks = 16
const maximumUrlLength = 4096

/**
 * Returns the links of a result from `output`, else `output_url`, else `proxy_links`. Never from `future_links` or
 * `meta`: those are planned links, set before there is a file.
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

/** Returns the links in `output` alone. */
export const outputOf = (body: Readonly<Record<string, unknown>>): readonly string[] => urlsIn(body['output'])

/** Reads URLs from a string, a list, an object of strings or nested lists: all of these forms were seen. */
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
