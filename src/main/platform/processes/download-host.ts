import { session, utilityProcess } from 'electron'
import { ProcessDownloader, type WorkerProcess } from '../../downloads/process/process-downloader'

/**
 * Returns a downloader that works in a utility process, forked for the first job.
 *
 * @param entryPath Absolute path of the built entry: `out/main/download-process.js`.
 * @param log Receives reports of the process, without URLs or paths of the library.
 */
export const createProcessDownloader = (entryPath: string, log: (line: string) => void): ProcessDownloader =>
  new ProcessDownloader({
    fork: () => fork(entryPath, log),
    resolveProxy: (origin) => session.defaultSession.resolveProxy(origin),
    log
  })

function fork(entryPath: string, log: (line: string) => void): WorkerProcess {
  const child = utilityProcess.fork(entryPath, [], {
    serviceName: 'Dailies downloads',
    stdio: ['ignore', 'ignore', 'pipe']
  })
  // Without a listener the event would be an uncaught error of ours. Its report holds the environment, so leave it out.
  child.on('error', (type, location) => log(`Download process failed: ${type} at ${location}`))
  child.stderr?.on('data', (text: Buffer) => log(text.toString().trimEnd()))
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', listener),
    kill: () => void child.kill()
  }
}
