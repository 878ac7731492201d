import { MessageChannel } from 'node:worker_threads'
import type { ListingThread } from '../reading/listing-reader'
import type { IndexFiles } from '../search/index-pending'
import { serveListings } from '../reading/serve-listings'

/** Serves listings as the thread does, over a channel with both ends in this process. */
export function listingsInProcess(files: IndexFiles): ListingThread {
  const { port1, port2 } = new MessageChannel()
  serveListings(port2, files)
  port2.unref()
  return Object.assign(port1, {
    terminate: () => {
      port1.close()
      return Promise.resolve()
    }
  })
}
