import type { Transferable } from 'node:worker_threads'
import type { ListQuery } from '@shared/contract'
import type { Listing } from '@shared/library/listing'
import { openReadOnly, type ReadableDatabase } from '../connection/database'
import type { IndexFiles } from '../search/index-pending'
import { followIndex } from '../search/search-index'
import { readListing } from '../tables/generation-queries'

export interface ListingRequest {
  readonly number: number
  readonly query: ListQuery
}
export type ListingAnswer = { readonly number: number } & (
  { readonly listing: Listing } | { readonly failure: string }
)

/** The end of the channel that is in the thread. */
interface ServingPort {
  on(event: 'message', listener: (request: ListingRequest) => void): unknown
  postMessage(answer: ListingAnswer, transfer?: readonly Transferable[]): void
}

/** Answers requests for lists from a library, which is opened with the first one. */
export function serveListings(port: ServingPort, { rows, index }: IndexFiles): void {
  let database: ReadableDatabase | null = null
  port.on('message', ({ number, query }) => {
    try {
      database ??= openReadOnly(rows)
      if (query.text.trim() !== '') followIndex(database, index)
      const listing = readListing(database, query)
      const { keys, shapes, playable } = listing
      port.postMessage({ number, listing }, [keys.buffer, shapes.buffer, playable.buffer])
    } catch (error) {
      port.postMessage({ number, failure: String(error) })
    }
  })
}
