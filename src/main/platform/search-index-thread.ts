/** Entry of a worker thread: indexes what the rows note for searches, a slice for each message, and ends with an empty one. */
import { parentPort } from 'node:worker_threads'
import { indexPending, type IndexFiles } from '../db/search/index-pending'
import type { Answer } from './processes/search-index-client'

parentPort?.on('message', (files: IndexFiles | null) => {
  if (files) parentPort?.postMessage(answer(files))
  else parentPort?.close()
})

function answer(files: IndexFiles): Answer {
  try {
    return { slice: indexPending(files) }
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
