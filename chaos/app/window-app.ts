import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { appEnvironment } from '../../e2e/support/app/app-environment'
import { killAll, processesNaming, processTree, type Environment } from '../../e2e/support/desktop/processes'
import { struckIn, writtenStrikes, type Strike } from '../../src/main/base/crash-strike'
import { sendAtOnce } from '../../src/main/settings/testing/send-at-once'
import type { CallInput, CallName, CallOutput, Envelope } from '../../src/shared/contract'
import type { AppProcess, Death, Installation, Places } from '../engine/app-process'
import type { Pace } from '../runner/schedule'
import { within } from '../runner/within'
import { DevToolsPipe } from '../../e2e/support/app/devtools-pipe'

/** Time-out for anything that a healthy app does in a moment, even on a busy machine. */
const patienceMs = 60_000
/** Time for the child processes of a dead main process to end by themselves. */
const goneWithinMs = 10_000
const lookEveryMs = 20

/** Fast enough that polls and pauses fit into a run, slow enough for time-outs on a busy machine. */
export const windowClockSpeed = 20
export const windowPace: Pace = { startMs: 900, momentMs: 1200, longestMs: 2500, patienceMs: 6000 }
export const windowSettleMs = 120_000

interface Needs {
  /** The built app. */
  readonly program: string
  readonly folder: string
  readonly origin: string
  readonly key: string
  /** The desktop it runs on: display, session bus and keyring. */
  readonly desktop: Environment
}

/** Starts the whole app: real windows, files, processes and keyring. */
export function windowInstallation(needs: Needs): Installation {
  const { folder } = needs
  const userData = join(folder, 'user-data')
  mkdirSync(userData, { recursive: true })
  const places = {
    database: join(userData, 'state', 'library.sqlite'),
    library: join(folder, 'Videos', 'Dailies'),
    wireLog: join(folder, 'wire.jsonl'),
    crashLog: join(folder, 'crashes.txt')
  }
  const startedMs = Date.now()
  return {
    places,
    launch: (strikes) => new WindowApp(needs, places, startedMs, strikes),
    close: () => Promise.resolve()
  }
}

/** One run of the app in Electron, asked through the bridge of its own window. */
class WindowApp implements AppProcess {
  readonly dead: Promise<Death>
  #die: (death: Death) => void = () => undefined
  #isDead = false
  #main: ChildProcess | null = null
  #pipe: DevToolsPipe | null = null
  #session = ''
  #words = ''

  constructor(
    private readonly needs: Needs,
    private readonly places: Places,
    private readonly startedMs: number,
    private readonly strikes: readonly Strike[]
  ) {
    this.dead = new Promise((resolve) => {
      this.#die = resolve
    })
  }

  get isDead(): boolean {
    return this.#isDead
  }

  async start(): Promise<void> {
    if (this.#main) return
    const main = await this.#spawn()
    this.#main = main
    main.stderr?.on('data', (bytes: Buffer) => {
      this.#words = (this.#words + bytes.toString()).slice(-4000)
    })
    main.on('exit', (code, signal) => void this.#end(code, signal))
    void this.#killWithPart()
    this.#pipe = new DevToolsPipe(main.stdio[3] as Writable, main.stdio[4] as Readable)
    await within(patienceMs, 'Starting the app', Promise.race([this.#reachWindow(this.#pipe), this.dead]))
  }

  async call<Name extends CallName>(
    name: Name,
    input: CallInput<Name>
  ): Promise<Envelope<CallOutput<Name>> | null> {
    if (!this.#pipe) return null
    const expression = `window.dailies.call[${JSON.stringify(name)}](${JSON.stringify(input)})`
    const answer = this.#pipe.evaluate(this.#session, expression)
    const first = await within(patienceMs, `Answering ${name}`, Promise.race([answer, this.dead]))
    return isEnvelope(first) ? (first as Envelope<CallOutput<Name>>) : null
  }

  async stop(): Promise<Death> {
    this.#main?.kill('SIGTERM')
    return within(patienceMs, 'Quitting the app', this.dead)
  }

  async kill(): Promise<Death> {
    if (!this.#main) this.#die({ signal: 'SIGKILL', code: null, words: '' })
    this.#killAll()
    return within(patienceMs, 'Dying', this.dead)
  }

  async #spawn(): Promise<ChildProcess> {
    const { program, folder, origin, desktop } = this.needs
    sendAtOnce(join(this.#userData, 'state'))
    const isSuperuser = process.getuid?.() === 0
    const env = {
      ...(await appEnvironment({ home: folder, desktop, apiUrl: origin })),
      DAILIES_CHECK_OUTPUTS: '1',
      DAILIES_CRASH_AT: writtenStrikes(this.strikes),
      DAILIES_CRASH_LOG: this.places.crashLog,
      DAILIES_WIRE_LOG: this.places.wireLog,
      DAILIES_CLOCK: `${windowClockSpeed}:${this.startedMs}`
    }
    const args = [
      program,
      `--user-data-dir=${this.#userData}`,
      '--ozone-platform=x11',
      '--remote-debugging-pipe',
      ...(isSuperuser ? ['--no-sandbox'] : [])
    ]
    const electron = process.env['ELECTRON_EXEC_PATH'] ?? 'electron'
    return spawn(electron, args, { env, stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] })
  }

  /** Waits until the window's bridge answers, and stores the key if there is none. */
  async #reachWindow(pipe: DevToolsPipe): Promise<void> {
    this.#session = await pipe.attachToPage('app://dailies/')
    while (!this.#isDead) {
      const state = await pipe.evaluate(this.#session, `window.dailies?.call['app.state']({})`)
      if (isEnvelope(state)) break
      await wait(lookEveryMs)
    }
    const { key } = this.needs
    const isAbsent = async (): Promise<boolean> => {
      const state = await this.call('app.state', {})
      if (state?.ok && state.value.key.status === 'reading') return wait(lookEveryMs).then(isAbsent)
      return state?.ok === true && state.value.key.status === 'absent'
    }
    if (await isAbsent()) await this.call('key.set', { key })
  }

  /** Kills the other processes after a crash point ended the download process alone. */
  async #killWithPart(): Promise<void> {
    const kills = (): number => {
      const { crashLog } = this.places
      const log = existsSync(crashLog) ? readFileSync(crashLog, 'utf8') : ''
      return struckIn(log).filter(({ kind }) => kind === 'kill').length
    }
    const before = kills()
    while (!this.#isDead && kills() === before) await wait(lookEveryMs)
    if (!this.#isDead) this.#killAll()
  }

  get #userData(): string {
    return join(this.needs.folder, 'user-data')
  }

  /** Kills the main process first, so that it cannot notice the end of the others. */
  #killAll(): void {
    const tree = this.#main?.pid === undefined ? [] : processTree(this.#main.pid)
    killAll([...tree, ...processesNaming(this.#userData)])
  }

  async #end(code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    const endMs = Date.now() + goneWithinMs
    let left = processesNaming(this.#userData)
    while (left.length > 0 && Date.now() < endMs) {
      await wait(lookEveryMs)
      left = processesNaming(this.#userData)
    }
    killAll(left)
    this.#isDead = true
    this.#die({ code, signal, words: this.#words, leftBehind: left.length })
  }
}

const isEnvelope = (value: unknown): value is Envelope<unknown> =>
  typeof value === 'object' && value !== null && 'ok' in value
