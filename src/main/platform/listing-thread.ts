/** Entry of a worker thread: reads lists from the library at the path it was started with. */
import { parentPort, workerData } from 'node:worker_threads'
import { serveListings } from '../db/reading/serve-listings'

if (parentPort) serveListings(parentPort, String(workerData))
