/**
 * Ends a test process that takes too much memory: a mutant whose loop never ends may fill the machine before a time-out
 * can run. A thread of its own watches, because the main thread is busy then.
 */
import { Worker } from 'node:worker_threads'

const mostBytes = 3 * 2 ** 30

const watch = `
  setInterval(() => {
    if (process.memoryUsage.rss() > ${mostBytes}) process.kill(process.pid, 'SIGKILL')
  }, 200)
`
new Worker(watch, { eval: true }).unref()
