import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { IndexedSlice, IndexPending } from '../../db/search/index-pending'

/** Answer of the thread to one slice. */
export type Answer = { readonly slice: IndexedSlice } | { readonly failure: string }

interface IndexThread {
  readonly worker: Worker
  readonly ended: Promise<unknown>
}

/** Indexes for searches in a thread: folding and sorting grams would block the window. It ends with the last slice. */
export function indexInThread(entryPath: string): IndexPending {
  let thread: IndexThread | null = null
  const start = (): IndexThread => {
    const worker = new Worker(entryPath)
    return { worker, ended: new Promise((resolve) => worker.once('exit', resolve)) }
  }
  const end = async ({ worker, ended }: IndexThread): Promise<void> => {
    thread = null
    // Not `terminate`: SQLite's binding aborts the whole program when its thread is stopped from outside.
    worker.postMessage(null)
    await ended
  }
  return async (files) => {
    const running = (thread ??= start())
    running.worker.postMessage(files)
    try {
      const answered = await Promise.race([once(running.worker, 'message'), running.ended.then(fail)])
      const [answer] = answered as [Answer]
      if ('failure' in answer) throw new Error(answer.failure)
      if (!answer.slice.hasMore) await end(running)
      return answer.slice
    } catch (error) {
      await end(running)
      throw error
    }
  }
}

const fail = (): never => {
  throw new Error('The thread of the search index ended')
}
