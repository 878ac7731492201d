import { Worker } from 'node:worker_threads'
import { UnreadableEdit, type UnreadableReason } from '../../edits/readers/limits'
import type { EditContents } from '../../edits/readers/used-media'

/** Answer of the thread. */
export type EditAnswer =
  | { readonly contents: EditContents }
  | { readonly unreadable: UnreadableReason; readonly detail: string }
  | { readonly failure: string }

/** No real project takes nearly as long or as much memory. */
const limits = { ms: 60_000, megabytes: 1024 }

/** Reads a project file in a thread of its own, which is ended where the file takes too much time or memory. */
export const readEditInThread =
  (entryPath: string) =>
  (path: string): Promise<EditContents> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(entryPath, {
        workerData: path,
        resourceLimits: { maxOldGenerationSizeMb: limits.megabytes }
      })
      const timer = setTimeout(() => {
        void worker.terminate()
        reject(new UnreadableEdit('too_large', 'time'))
      }, limits.ms)
      worker.once('message', (answer: EditAnswer) => {
        if ('contents' in answer) resolve(answer.contents)
        else if ('unreadable' in answer) reject(new UnreadableEdit(answer.unreadable, answer.detail))
        else reject(new Error(answer.failure))
      })
      worker.once('error', (error: NodeJS.ErrnoException) =>
        reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new UnreadableEdit('too_large', 'memory') : error)
      )
      worker.once('exit', () => {
        clearTimeout(timer)
        reject(new Error('The thread that read a project file ended'))
      })
    })
