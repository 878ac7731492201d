import type { CallInput, CallName, CallOutput, Envelope } from '@shared/contract'
import type { Strike } from '../../src/main/base/crash-strike'

export interface Death {
  readonly signal: NodeJS.Signals | null
  readonly code: number | null
  /** Tail of its standard error. */
  readonly words: string
  /** Processes that outlived it and had to be killed. */
  readonly leftBehind?: number
}

/** One run of the app in separate processes, which may be killed at any time. */
export interface AppProcess {
  readonly dead: Promise<Death>
  readonly isDead: boolean
  /** Starts the app; resolves when it has started, or is dead. */
  start(): Promise<void>
  /** Calls the app as the window does. Returns its answer; null when it died first. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<Envelope<CallOutput<Name>> | null>
  /** Quits it as a user would. */
  stop(): Promise<Death>
  /** Kills all its processes at once, like a power cut. */
  kill(): Promise<Death>
}

/** Files that outlive a run of the app. */
export interface Places {
  readonly database: string
  readonly library: string
  /** Each paid POST and its outcome. */
  readonly wireLog: string
  /** Each crash point that struck. */
  readonly crashLog: string
}

/** One installation of the app, started repeatedly. */
export interface Installation {
  readonly places: Places
  /** Loads a process that touches nothing before `start`. */
  launch(strikes: readonly Strike[]): AppProcess
  close(): Promise<void>
}
