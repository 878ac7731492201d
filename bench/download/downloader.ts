import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundle } from '../../chaos/engine/bundle'
import { appEnvironment } from '../../e2e/support/app/app-environment'
import { commandLineOf, killAll, processTree, type Environment } from '../../e2e/support/desktop/processes'
import type { DownloadJob, DownloadOutcome } from '../../src/main/downloads/download'
import { projectFolder } from '../context'
import { residentMib } from '../machine/process-usage'
import { children } from '../machine/children'

const sampleEveryMs = 50

export interface TimedDownload {
  readonly outcome: DownloadOutcome
  readonly ms: number
  /** Growth of the download process while it ran, in MiB. */
  readonly grownMib: number
}

/** The app's download process, without the rest of the app. */
export class Downloader {
  private constructor(private readonly process: ChildProcess) {}

  static async start(folder: string, desktop: Environment): Promise<Downloader> {
    const program = join(folder, 'program')
    await bundle({ main: join(import.meta.dirname, 'main.ts') }, program, ['electron'])
    const description = { name: 'bench-download', version: '1.0.0', type: 'module', main: 'main.mjs' }
    writeFileSync(join(program, 'package.json'), JSON.stringify(description))
    const child = spawn(
      process.env['ELECTRON_EXEC_PATH'] ?? 'electron',
      [
        program,
        `--entry=${join(projectFolder, 'out/main/download-process.js')}`,
        `--user-data-dir=${join(folder, 'user-data')}`,
        '--ozone-platform=x11',
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])
      ],
      {
        env: await appEnvironment({ home: join(folder, 'home'), desktop }),
        stdio: ['ignore', 'ignore', 'pipe', 'ipc']
      }
    )
    children.add(child)
    await messageOf<string>(child)
    return new Downloader(child)
  }

  async download(job: DownloadJob): Promise<TimedDownload> {
    const sizes: number[] = []
    const timer = setInterval(() => {
      const [size] = this.#parts().flatMap((pid) => residentMib(pid) ?? [])
      if (size !== undefined) sizes.push(size)
    }, sampleEveryMs)
    try {
      const answer = messageOf<Pick<TimedDownload, 'outcome' | 'ms'>>(this.process)
      this.process.send(job)
      const { outcome, ms } = await answer
      return { outcome, ms, grownMib: Math.max(...sizes) - (sizes[0] ?? Number.NaN) }
    } finally {
      clearInterval(timer)
    }
  }

  stop(): void {
    killAll(processTree(this.process.pid ?? 0))
  }

  #parts(): readonly number[] {
    return processTree(this.process.pid ?? 0).filter((pid) =>
      commandLineOf(pid).includes('node.mojom.NodeService')
    )
  }
}

async function messageOf<T>(child: ChildProcess): Promise<T> {
  let words = ''
  child.stderr?.on('data', (text: Buffer) => {
    words = (words + text.toString()).slice(-2000)
  })
  const ending = new AbortController()
  const { signal } = ending
  const ended = once(child, 'exit', { signal }).then(() => {
    throw new Error(`The program that downloads ended. ${words}`)
  })
  try {
    const [message] = (await Promise.race([once(child, 'message', { signal }), ended])) as [T]
    return message
  } finally {
    ended.catch(() => undefined)
    ending.abort()
  }
}
