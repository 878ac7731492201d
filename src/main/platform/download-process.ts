import { DownloadWorker } from '../downloads/process/download-worker'
import { FileDownloader } from '../downloads/run/file-downloader'
import { PinnedTransport } from '../downloads/transport/pinned-transport'
import type { FromWorker, MessagePort } from '../downloads/process/process-messages'
import { RouteTransport } from '../downloads/transport/route-transport'
import { ChromiumTransport } from './network/chromium-transport'
import { videoInspector } from './processes/video-inspector'

/**
 * Entry of the download process. Untrusted files are downloaded and parsed here, away from the key and the
 * database, and a native drag, which stalls the main process, stalls nothing here.
 */
const port: MessagePort<FromWorker> = {
  post: (message) => process.parentPort.postMessage(message),
  onMessage: (listener) => process.parentPort.on('message', ({ data }) => listener(data as unknown))
}

// Newer Electrons only warn; a process in an unknown state is better restarted.
process.on('unhandledRejection', (error) => {
  process.stderr.write(`Unhandled in the download process: ${String(error)}\n`, () => process.exit(1))
})

new DownloadWorker(
  port,
  (askProxy) =>
    new FileDownloader({
      transport: new RouteTransport({
        askProxy,
        direct: new PinnedTransport(),
        chromium: new ChromiumTransport()
      }),
      inspector: videoInspector,
      log: (line) => port.post({ type: 'log', line })
    })
)
