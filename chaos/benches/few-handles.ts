/**
 * Downloads one video many times at once and retries failures, as the app does. Writes a line for
 * each retry and a last one with all outcomes. Runs in a process that may open few files: `few-handles <url> <folder> <count>`.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DownloadOutcome } from '../../src/main/downloads/download'
import { FileDownloader } from '../../src/main/downloads/run/file-downloader'
import { PinnedTransport } from '../../src/main/downloads/transport/pinned-transport'
import { defaultPolicy } from '../../src/main/downloads/policy'
import { videoInspector } from '../../src/main/platform/processes/video-inspector'

const [url = '', folder = '', count = '0'] = process.argv.slice(2)

const retryMs = 50

const downloader = new FileDownloader({
  transport: new PinnedTransport(),
  // No packet in the file: the harder case.
  inspector: { ...videoInspector, findPacket: () => Promise.resolve(null) },
  policy: { ...defaultPolicy, reserveBytes: 0 }
})

async function bring(index: number): Promise<readonly DownloadOutcome['kind'][]> {
  const outcome = await downloader.download(
    {
      videoId: `video-${index}`,
      sources: [url],
      partFolder: join(folder, '.dailies', 'incoming'),
      finalPath: join(folder, `${index}.mp4`),
      packet: '<x/>',
      loopbackAllowed: true,
      maximumBytes: 100_000_000,
      heldSha256: null
    },
    () => undefined,
    new AbortController().signal
  )
  if (outcome.kind !== 'retry') return [outcome.kind]
  process.stdout.write('again\n')
  await new Promise((resolve) => setTimeout(resolve, retryMs))
  return [outcome.kind, ...(await bring(index))]
}

mkdirSync(join(folder, '.dailies'), { recursive: true })
const ends = await Promise.all(Array.from({ length: Number(count) }, (_, index) => bring(index)))
process.stdout.write(JSON.stringify(ends))
