import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, type Context } from '../context'
import { Downloader } from '../download/downloader'
import { makeLargeVideo, serveFile } from '../download/large-file'
import { children } from '../machine/children'
import { budgets } from '../report/budgets'
import { measurement, type Measurement } from '../report/measurement'

const mib = 1024 * 1024

/** Downloads one large video with the app's download process, alternating with curl, sync and sha256sum. */
export async function measureDownloading(context: Context): Promise<readonly Measurement[]> {
  const { pace, options, desktop, say } = context
  const folder = join(cacheFolder, 'download')
  const [incoming, large] = [join(folder, 'incoming'), join(folder, 'large.mp4')]
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(incoming, { recursive: true })
  makeLargeVideo(large, pace.downloadMib * mib)
  const server = await serveFile(large)
  const downloader = await Downloader.start(folder, desktop)
  const [speeds, floors, grown]: [number[], number[], number[]] = [[], [], []]
  const mibPerSecond = (ms: number): number => (pace.downloadMib * 1000) / ms
  try {
    for (let run = 1; run <= options.runs; run += 1) {
      say(`Downloading ${pace.downloadMib} MiB, run ${run} of ${options.runs}.`)
      const [byCurl, byApp] = [join(folder, 'curl.mp4'), join(folder, 'app.mp4')]
      floors.push(mibPerSecond(await timeCurl(server.url, byCurl)))
      const { outcome, ms, grownMib } = await downloader.download({
        videoId: randomUUID(),
        sources: [server.url],
        partFolder: incoming,
        finalPath: byApp,
        packet: '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>',
        loopbackAllowed: true,
        maximumBytes: 4 * 1024 * mib,
        heldSha256: null
      })
      if (outcome.kind !== 'saved') throw new Error(`The download ended as ${JSON.stringify(outcome)}`)
      speeds.push(mibPerSecond(ms))
      grown.push(grownMib)
      for (const path of [byCurl, byApp]) rmSync(path)
    }
  } finally {
    downloader.stop()
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return [
    measurement({
      measure: 'download',
      what: `download of ${pace.downloadMib} MiB, hashed and flushed`,
      unit: 'MiB/s',
      values: speeds,
      floor: { what: 'curl, sync, sha256sum', values: floors },
      budget: budgets.downloadSpeed
    }),
    measurement({
      measure: 'download',
      what: 'memory that a download adds',
      unit: 'MiB',
      values: grown,
      budget: budgets.downloadMemory
    })
  ]
}

async function timeCurl(url: string, path: string): Promise<number> {
  const startedMs = performance.now()
  await run('curl', ['-sS', '-o', path, url])
  await run('sync', [path])
  await run('sha256sum', [path])
  return performance.now() - startedMs
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  children.add(child)
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`${command} failed with ${code}`)
}
