import type { Http } from '../../modelslab/transport/http'

/** For the whole answer: a feed that drips counts as absent. */
const timeoutMs = 20_000
/** Dozens of times what a feed has. */
const maximumBytes = 64 * 1024

/** Why a feed could not be fetched; for the log, so it names no address. */
class FeedUnavailable extends Error {
  override readonly name = 'FeedUnavailable'
}

/** Fetches a feed. Redirects are not followed: the address is the build's. @throws FeedUnavailable */
export async function fetchFeed(http: Http, url: string): Promise<string> {
  const outcome = await http.send({
    method: 'GET',
    url,
    headers: { accept: 'text/yaml, text/plain, */*' },
    timeoutMs,
    maximumBytes
  })
  if (outcome.kind !== 'answered') throw new FeedUnavailable(`${outcome.kind}: ${outcome.why}`)
  if (outcome.status !== 200) throw new FeedUnavailable(`status ${outcome.status}`)
  return outcome.body
}
