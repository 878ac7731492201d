import { app } from 'electron'
import type { DownloadJob } from '../../src/main/downloads/download'
import { createProcessDownloader } from '../../src/main/platform/processes/download-host'

/** An Electron without a window that downloads with the app's own code, one job a message. */
void app.whenReady().then(() => {
  const entryPath = process.argv.find((argument) => argument.startsWith('--entry='))?.slice('--entry='.length)
  if (entryPath === undefined) throw new Error('--entry names the built download process')
  const downloader = createProcessDownloader(entryPath, (line) => void process.stderr.write(`${line}\n`))
  process.on('message', (job: DownloadJob) => {
    const startedMs = performance.now()
    void downloader
      .download(job, () => undefined, new AbortController().signal)
      .then((outcome) => process.send?.({ outcome, ms: performance.now() - startedMs }))
  })
  process.on('disconnect', () => app.exit(0))
  process.send?.('ready')
})
