import type { Logger } from '../../logging/logger'
import { remoteIdOf, type Generation, type Video } from '../domain/generation'
import type { Keys } from '../domain/ports'
import type { PollOutcome, Provider, ResultLink } from '../domain/provider'
import type { Records } from '../domain/records'

/** Outcome of renewing the links of one video. */
export type LinkNews =
  | { readonly kind: 'fresh'; readonly links: ResultLink }
  /** No link but the known one, or none at all. */
  | { readonly kind: 'nothing_new' }
  /** The poll was impossible, or its response was about something else. */
  | { readonly kind: 'no_word'; readonly retryAfterMs: number | null }

const nothingNew: LinkNews = { kind: 'nothing_new' }
const noWord: LinkNews = { kind: 'no_word', retryAfterMs: null }

interface LinkRenewalDeps {
  readonly records: Records
  readonly provider: Provider
  readonly keys: Keys
  readonly logger: Logger
}

/** Polls a result again, which is free and returns new links while the service still has the file. */
export class LinkRenewal {
  constructor(private readonly deps: LinkRenewalDeps) {}

  async ask(generation: Generation, video: Video): Promise<LinkNews> {
    const remoteId = remoteIdOf(generation.status)
    if (remoteId === null) return nothingNew
    const key = this.deps.keys.key()
    if (key === null) return noWord
    const outcome = await this.deps.provider.poll(remoteId, key, generation.request.modelId)
    return this.#newsIn(outcome, generation, video)
  }

  #newsIn(outcome: PollOutcome, generation: Generation, video: Video): LinkNews {
    switch (outcome.kind) {
      case 'finished':
        if (this.deps.records.isOfAnother(generation, outcome.remoteId)) {
          this.deps.logger.warn(`${generation.id}: answered with the result of ${outcome.remoteId}`)
          return noWord
        }
        return newsFor(video, outcome.links[video.position])
      case 'processing':
        this.deps.logger.warn(`${generation.id}: processing again although it was finished`)
        return noWord
      case 'trouble':
        return noWord
      case 'try_later':
        return { kind: 'no_word', retryAfterMs: outcome.retryAfterMs }
      case 'finished_without_links':
      case 'failed':
      case 'unknown_id':
        return nothingNew
    }
  }
}

function newsFor({ url, proxyUrl }: Video, links: ResultLink | undefined): LinkNews {
  const isNew = links && (links.url !== url || links.proxyUrl !== proxyUrl)
  return isNew ? { kind: 'fresh', links } : nothingNew
}
