import type { CallName, Envelope } from '@shared/contract'

/** What a child is given at start, over the channel and nowhere else: the key is among it. */
export interface ChildSettings {
  readonly folder: string
  readonly origin: string
  readonly key: string
  /** How much faster than real time the app's clock runs, and since when: all children of a run share it. */
  readonly clockSpeed: number
  readonly clockStartMs: number
  /** Deadlines of connections run in real time, so that a slow machine breaks none off. */
  readonly realDeadlines: boolean
  /** Where every paid POST is noted before it leaves, and what came of it. */
  readonly wireLogPath: string
  /** Where the app's own log goes; null for nowhere. */
  readonly logPath: string | null
  /** What is chosen where the app asks for another library folder; nothing unless given. */
  readonly chosenFolder?: string
}

export type ToChild =
  | { readonly type: 'start'; readonly settings: ChildSettings }
  | { readonly type: 'call'; readonly id: number; readonly name: CallName; readonly input: unknown }
  /** Quit as a user would. */
  | { readonly type: 'stop' }

export type FromChild =
  /** The program is loaded and has touched nothing. */
  | { readonly type: 'loaded' }
  | { readonly type: 'started' }
  | { readonly type: 'answer'; readonly id: number; readonly envelope: Envelope<unknown> }
