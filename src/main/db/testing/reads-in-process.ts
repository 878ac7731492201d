import { MessageChannel } from 'node:worker_threads'
import type { ReadingThread } from '../reading/library-reader'
import type { IndexFiles } from '../search/index-pending'
import { serveReads } from '../reading/serve-reads'

/** Serves listings as the thread does, over a channel with both ends in this process. */
export function readsInProcess(files: IndexFiles): ReadingThread {
  const { port1, port2 } = new MessageChannel()
  serveReads(port2, files)
  port2.unref()
  // A thread ends when its end of the channel is closed.
  port1.on('close', () => port1.emit('exit'))
  return port1
}
