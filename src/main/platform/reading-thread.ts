/** Entry of a worker thread: reads lists from the library that it was started with. */
import { parentPort, workerData } from 'node:worker_threads'
import type { IndexFiles } from '../db/search/index-pending'
import { serveReads } from '../db/reading/serve-reads'

if (parentPort) serveReads(parentPort, workerData as IndexFiles)
