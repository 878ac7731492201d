import { fork, type ChildProcess } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CallInput, CallName, CallOutput, Envelope } from '@shared/contract'
import { writtenStrikes, type Strike } from '../../src/main/base/crash-strike'
import type { AppProcess, Death, Installation } from './app-process'
import type { ChildSettings, FromChild, ToChild } from '../runner/messages'
import type { Pace } from '../runner/schedule'
import type { SmallDisk } from '../benches/small-disk'
import { within } from '../runner/within'

/** Time-out against hanging; a healthy process needs a moment. */
const patienceMs = 120_000

/** Speed of the app's clock: a poll due in five seconds comes after a tenth of a second. */
export const clockSpeed = 50

export const nodePace: Pace = { startMs: 25, momentMs: 220, longestMs: 800, patienceMs: 2400 }
export const nodeSettleMs = 240_000

/** Starts the engine in plain Node, without a window; quick to start. */
export function nodeInstallation(
  program: string,
  needs: {
    readonly folder: string
    readonly origin: string
    readonly key: string
    /** False to run without the app's own log, as long runs do. */
    readonly keepsLog?: boolean
    readonly chosenFolder?: string
    /** True if time-outs of connections run on the fast clock, as in fault runs. */
    readonly quickDeadlines?: boolean
    /** Namespace its processes run in; the machine itself by default. */
    readonly place?: Pick<SmallDisk, 'inside'>
  }
): Installation {
  const { folder, origin, key } = needs
  const profile = join(folder, 'profile')
  mkdirSync(profile, { recursive: true })
  const places = {
    // Where `fakePlatform` puts things inside its folder.
    database: join(profile, 'state', 'library.sqlite'),
    library: join(profile, 'Videos', 'Dailies'),
    wireLog: join(folder, 'wire.jsonl'),
    crashLog: join(folder, 'crashes.txt')
  }
  const settings: ChildSettings = {
    folder: profile,
    origin,
    key,
    clockSpeed,
    clockStartMs: Date.now(),
    realDeadlines: !(needs.quickDeadlines ?? false),
    wireLogPath: places.wireLog,
    logPath: (needs.keepsLog ?? true) ? join(folder, 'app.log') : null,
    ...(needs.chosenFolder !== undefined && { chosenFolder: needs.chosenFolder })
  }
  return {
    places,
    launch: (strikes) => new NodeApp(program, settings, strikes, places.crashLog, needs.place),
    close: () => Promise.resolve()
  }
}

/** One run of the app in a process of plain Node. */
class NodeApp implements AppProcess {
  readonly dead: Promise<Death>
  readonly #child: ChildProcess
  readonly #loaded: Promise<void>
  readonly #started: Promise<void>
  readonly #answers = new Map<number, (envelope: Envelope<unknown>) => void>()
  #isTold = false
  #calls = 0
  #words = ''

  constructor(
    program: string,
    private readonly settings: ChildSettings,
    strikes: readonly Strike[],
    crashLog: string,
    place?: Pick<SmallDisk, 'inside'>
  ) {
    this.#child = fork(program, {
      ...(place?.inside ?? { execArgv: [] }),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { ...process.env, DAILIES_CRASH_AT: writtenStrikes(strikes), DAILIES_CRASH_LOG: crashLog }
    })
    this.#child.stderr?.on('data', (bytes: Buffer) => {
      this.#words = (this.#words + bytes.toString()).slice(-4000)
    })
    // A message to a process that just died is lost, and nothing else.
    this.#child.on('error', () => undefined)
    this.#loaded = this.#heard('loaded')
    this.#started = this.#heard('started')
    this.#child.on('message', (message: FromChild) => {
      if (message.type !== 'answer') return
      this.#answers.get(message.id)?.(message.envelope)
      this.#answers.delete(message.id)
    })
    this.dead = new Promise((resolve) => {
      this.#child.on('close', (code, signal) => resolve({ code, signal, words: this.#words }))
    })
  }

  get isDead(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }

  async start(): Promise<void> {
    await within(patienceMs, 'Loading the app', Promise.race([this.#loaded, this.dead]))
    if (!this.#isTold) this.#send({ type: 'start', settings: this.settings })
    this.#isTold = true
    await within(patienceMs, 'Starting the app', Promise.race([this.#started, this.dead]))
  }

  async call<Name extends CallName>(
    name: Name,
    input: CallInput<Name>
  ): Promise<Envelope<CallOutput<Name>> | null> {
    this.#calls += 1
    const id = this.#calls
    const answer = new Promise<Envelope<unknown>>((resolve) => this.#answers.set(id, resolve))
    this.#send({ type: 'call', id, name, input })
    const first = await within(patienceMs, `Answering ${name}`, Promise.race([answer, this.dead]))
    return 'ok' in first ? (first as Envelope<CallOutput<Name>>) : null
  }

  async stop(): Promise<Death> {
    this.#send({ type: 'stop' })
    return within(patienceMs, 'Quitting the app', this.dead)
  }

  async kill(): Promise<Death> {
    this.#child.kill('SIGKILL')
    return within(patienceMs, 'Dying', this.dead)
  }

  #send(message: ToChild): void {
    if (this.#child.connected) this.#child.send(message, () => undefined)
  }

  #heard(type: 'loaded' | 'started'): Promise<void> {
    return new Promise((resolve) => {
      this.#child.on('message', (message: FromChild) => {
        if (message.type === type) resolve()
      })
    })
  }
}
