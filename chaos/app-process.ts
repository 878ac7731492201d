import { fork, type ChildProcess } from 'node:child_process'
import type { CallInput, CallName, CallOutput, Envelope } from '@shared/contract'
import type { ChildSettings, FromChild, ToChild } from './messages'
import { within } from './within'

/** Longest wait for anything a healthy process does in a moment, on a machine that is busy with other things. */
const patienceMs = 30_000

export interface Death {
  readonly signal: NodeJS.Signals | null
  readonly code: number | null
  /** The last of what it wrote to its standard error. */
  readonly words: string
}

/** One run of the app in a process of its own. */
export class AppProcess {
  readonly dead: Promise<Death>
  readonly #child: ChildProcess
  readonly #loaded: Promise<void>
  readonly #started: Promise<void>
  readonly #answers = new Map<number, (envelope: Envelope<unknown>) => void>()
  #calls = 0
  #words = ''

  /** @param crashAt Where it ends itself, as `name:n`; null for nowhere. */
  constructor(program: string, crashAt: string | null) {
    const environment = { ...process.env }
    delete environment['DAILIES_CRASH_AT']
    this.#child = fork(program, {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { ...environment, ...(crashAt !== null && { DAILIES_CRASH_AT: crashAt }) }
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

  /** Lets it begin; resolves when it has begun, or is dead. */
  async start(settings: ChildSettings): Promise<void> {
    await within(patienceMs, 'Loading the app', Promise.race([this.#loaded, this.dead]))
    this.#send({ type: 'start', settings })
    await within(patienceMs, 'Starting the app', Promise.race([this.#started, this.dead]))
  }

  /** What the app answered; null when it died first. */
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

  /** Quits it as a user would. */
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
