import type { CallName, Envelope } from '@shared/contract'

/** Start message of a child. Sent over the channel only, because it holds the key. */
export interface ChildSettings {
  readonly folder: string
  readonly origin: string
  readonly key: string
  /** Speed and start of the app's clock, shared by all children of a run. */
  readonly clockSpeed: number
  readonly clockStartMs: number
  /** True if time-outs of connections use real time, so that a slow machine aborts none. */
  readonly realDeadlines: boolean
  /** File for each paid POST, written before sending, and its outcome. */
  readonly wireLogPath: string
  /** File of the app's log; null for none. */
  readonly logPath: string | null
  /** Answer to the app's dialog for another library folder; none by default. */
  readonly chosenFolder?: string
}

export type ToChild =
  | { readonly type: 'start'; readonly settings: ChildSettings }
  | { readonly type: 'call'; readonly id: number; readonly name: CallName; readonly input: unknown }
  /** Quit as a user would. */
  | { readonly type: 'stop' }

export type FromChild =
  /** The program is loaded and has not touched any file. */
  | { readonly type: 'loaded' }
  | { readonly type: 'started' }
  | { readonly type: 'answer'; readonly id: number; readonly envelope: Envelope<unknown> }
