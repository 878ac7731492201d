import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { within } from '../../chaos/runner/within'
import { appEnvironment } from '../../e2e/support/app/app-environment'
import { killAll, processTree, type Environment } from '../../e2e/support/desktop/processes'
import { DevToolsPipe } from '../../e2e/support/app/devtools-pipe'
import { children } from '../machine/children'
import { cpuTimesOf, sharesOfCore, total } from '../machine/process-usage'
import { firstClips } from '../../src/shared/library/queries'
import { firstTileScript } from './first-tile'
import { Page } from './page'
import { longListAtMs } from './page-scripts'

/** Longest wait for anything that an app does in seconds, on a machine that is busy with other things. */
const patienceMs = 300_000
const quitsWithinMs = 20_000

export interface Launch {
  /** The folder of the app: Dailies itself, or the bare window. A file is a packaged program. */
  readonly program: string
  /** A user's home. */
  readonly home: string
  readonly userData: string
  readonly apiUrl?: string
  /** Display, session bus and keyring. */
  readonly desktop: Environment
  /** Measures the delays of the main process's event loop. */
  readonly withLoopProbe?: boolean
}

/** Longest and typical delay of the main process's event loop, in milliseconds. */
export interface LoopDelay {
  readonly longest: number
  readonly p99: number
}

/** An Electron app that was started from outside, and its window. */
export class WindowApp {
  readonly #process: ChildProcess
  readonly #ended: Promise<unknown>

  private constructor(
    process: ChildProcess,
    readonly page: Page,
    readonly startedMs: number,
    /** From the start of the process to the first tile on screen. */
    readonly firstTileMs: number
  ) {
    this.#process = process
    this.#ended = once(process, 'exit')
  }

  /** Starts an app and waits for its first tile. */
  static async start(launch: Launch): Promise<WindowApp> {
    const { program, userData, withLoopProbe = false } = launch
    const isPackaged = statSync(program).isFile()
    const args = [
      ...(withLoopProbe ? ['-r', resolve(import.meta.dirname, 'loop-probe.cjs')] : []),
      // A packaged program lets itself be measured only where its inspector is open.
      isPackaged ? '--inspect=0' : program,
      `--user-data-dir=${userData}`,
      '--ozone-platform=x11',
      '--remote-debugging-pipe',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])
    ]
    const env = await appEnvironment(launch)
    const startedMs = performance.timeOrigin + performance.now()
    const executable = isPackaged ? program : (process.env['ELECTRON_EXEC_PATH'] ?? 'electron')
    const child = spawn(executable, args, {
      env,
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe', 'ipc']
    })
    children.add(child)
    let words = ''
    child.stderr?.on('data', (bytes: Buffer) => {
      words = (words + bytes.toString()).slice(-2000)
    })
    const died = once(child, 'exit').then(() => {
      throw new Error(`The app ended before its first tile. ${words}`)
    })
    const pipe = new DevToolsPipe(child.stdio[3] as Writable, child.stdio[4] as Readable)
    const seen = firstTile(pipe)
    const { page, atMs } = await within(patienceMs, 'Showing the first tile', Promise.race([seen, died]))
    died.catch(() => undefined)
    return new WindowApp(child, page, startedMs, atMs - startedMs)
  }

  get pid(): number {
    return this.#process.pid ?? 0
  }

  /** Returns the time from the start of the process until the list has all its clips, of which a start shows a few first. */
  async wholeListMs(): Promise<number> {
    return (await this.page.run(longListAtMs, firstClips)) - this.startedMs
  }

  /** Returns the delays since the last call. */
  async loopDelay(): Promise<LoopDelay> {
    const answer = once(this.#process, 'message')
    this.#process.send('loop delay')
    const [delay] = (await within(patienceMs, 'Reading the event loop’s delay', answer)) as [LoopDelay]
    return delay
  }

  /**
   * Waits until the app has been quiet for three seconds.
   * @returns whether it became quiet in time.
   */
  async settle(atMostMs: number): Promise<boolean> {
    let quiet = 0
    for (let waited = 0; waited < atMostMs && quiet < settledSeconds; waited += 1000) {
      const share = total(await this.cpuShares(1000))
      quiet = share < quietPercent ? quiet + 1 : 0
    }
    return quiet >= settledSeconds
  }

  /** Returns what each kind of process uses of one core during a while, in percent. */
  async cpuShares(ms: number): Promise<Record<string, number>> {
    const [before, startedMs] = [cpuTimesOf(this.pid), performance.now()]
    await wait(ms)
    return sharesOfCore(before, cpuTimesOf(this.pid), performance.now() - startedMs)
  }

  /** Quits as a user does; whatever is still there afterwards is killed. */
  async quit(): Promise<void> {
    const parts = processTree(this.pid)
    this.#process.kill('SIGTERM')
    const late = wait(quitsWithinMs, 'late', { ref: false })
    if ((await Promise.race([this.#ended, late])) === 'late') {
      killAll(parts)
      await this.#ended
    }
  }
}

const settledSeconds = 3
/** A caret that blinks is no work. */
const quietPercent = 8

/** Has each page tell when its first tile is on screen, from before its first script on. */
function firstTile(pipe: DevToolsPipe): Promise<{ readonly page: Page; readonly atMs: number }> {
  return new Promise((resolve) => {
    pipe.on('Runtime.bindingCalled', ({ name, payload }, sessionId = '') => {
      if (name === 'firstTileShown') resolve({ page: new Page(pipe, sessionId), atMs: Number(payload) })
    })
    pipe.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      const session = String(sessionId)
      if ((targetInfo as { readonly type: string }).type === 'page') {
        void pipe.send('Runtime.enable', {}, session)
        void pipe.send('Page.enable', {}, session)
        void pipe.send('Runtime.addBinding', { name: 'firstTileShown' }, session)
        void pipe.send('Page.addScriptToEvaluateOnNewDocument', { source: firstTileScript }, session)
        // A quick app has loaded its page before it could be asked to wait.
        void pipe.send('Runtime.evaluate', { expression: firstTileScript }, session)
      }
      void pipe.send('Runtime.runIfWaitingForDebugger', {}, session)
    })
    const options = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }
    void pipe.send('Target.setAutoAttach', options)
  })
}
