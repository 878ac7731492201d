import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { IndexedSlice, IndexPending } from '../../db/search/index-pending'

/** Answer of the thread to one slice. */
export type Answer = { readonly slice: IndexedSlice } | { readonly failure: string }

/** Indexes for searches in a thread: folding and sorting grams would block the window. It ends with the last slice. */
export function indexInThread(entryPath: string): IndexPending {
  let worker: Worker | null = null
  const end = async (): Promise<void> => {
    const ending = worker
    worker = null
    if (!ending) return
    // Not `terminate`: SQLite's binding aborts the whole program when its thread is stopped from outside.
    const ended = once(ending, 'exit')
    ending.postMessage(null)
    await ended
  }
  return async (files) => {
    worker ??= new Worker(entryPath)
    worker.postMessage(files)
    try {
      const [answer] = (await once(worker, 'message')) as [Answer]
      if ('failure' in answer) throw new Error(answer.failure)
      if (!answer.slice.hasMore) await end()
      return answer.slice
    } catch (error) {
      await end()
      throw error
    }
  }
}
