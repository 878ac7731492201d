import type { CallInput, CallName, CallOutput, Envelope } from '@shared/contract'
import type { Strike } from '../../src/main/base/crash-strike'

export interface Death {
  readonly signal: NodeJS.Signals | null
  readonly code: number | null
  /** The last of what it wrote to its standard error. */
  readonly words: string
  /** Processes that outlived it for long and had to be ended. */
  readonly leftBehind?: number
}

/** One run of the app, in processes of its own, which may die at any moment. */
export interface AppProcess {
  readonly dead: Promise<Death>
  readonly isDead: boolean
  /** Lets it begin; resolves when it has begun, or is dead. */
  start(): Promise<void>
  /** Asks as the window does. What the app answered; null when it died first. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<Envelope<CallOutput<Name>> | null>
  /** Quits it as a user would. */
  stop(): Promise<Death>
  /** Ends every process of it at once, as a power cut would. */
  kill(): Promise<Death>
}

/** Where a run of the app keeps what outlives it. */
export interface Places {
  readonly database: string
  readonly library: string
  /** Each paid POST as it left, and what came of it. */
  readonly wireLog: string
  /** Each crash point that struck. */
  readonly crashLog: string
}

/** One installation of the app, started again and again. */
export interface Installation {
  readonly places: Places
  /** A process that touches nothing before it is told to start. */
  launch(strikes: readonly Strike[]): AppProcess
  close(): Promise<void>
}
