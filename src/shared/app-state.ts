import * as z from 'zod'
import { viewNames } from './library/views'
import { Microdollars } from './money/money'
import { Problem } from './problem'
import { Settings } from './settings'

/** What the window may know of the key: never the key. */
export const KeyView = z.strictObject({
  /** `reading`: the keychain has not answered yet. `rejected`: the API said no to the stored key. */
  status: z.enum(['reading', 'absent', 'present', 'rejected']),
  keptIn: z.enum(['keychain', 'memory']),
  /** Another number for every key that was entered, found or removed: what was read for one says nothing of the next. */
  number: z.int(),
  /** What this system calls its key store, for a sentence: `your desktop's keyring`. */
  keychainName: z.string(),
  problem: Problem.nullable()
})
export type KeyView = z.infer<typeof KeyView>

export const BalanceView = z.strictObject({ microdollars: Microdollars, atMs: z.int() })
export type BalanceView = z.infer<typeof BalanceView>

export const LibraryView = z.strictObject({
  folder: z.string(),
  /**
   * `missing`: its drive is not connected, or the folder was moved. `in_use`: another Dailies has it, and nothing is
   * written to it or sent from here.
   */
  status: z.enum(['ok', 'missing', 'other_library', 'read_only', 'in_use', 'not_safe']),
  freeBytes: z.number().nullable(),
  /** How far the reading of its files is, while it is rebuilt. */
  reading: z.strictObject({ done: z.int(), total: z.int() }).nullable()
})
export type LibraryView = z.infer<typeof LibraryView>

/** Number of generations in each view. */
export const Counts = z.record(z.enum(viewNames), z.int())
export type Counts = z.infer<typeof Counts>

/** A press whose requests are not sent yet, so that it can be taken back. */
export const HeldPress = z.strictObject({ pressId: z.uuid(), count: z.int(), untilMs: z.int() })
export type HeldPress = z.infer<typeof HeldPress>

/** Why sending is held for everything, if it is. */
export const SendingView = z.strictObject({
  paused: z.boolean(),
  heldFor: z.enum(['library', 'key', 'credit', 'network', 'rate_limit', 'downloads']).nullable(),
  heldUntilMs: z.int().nullable(),
  running: z.int(),
  waiting: z.int(),
  /** Of those that wait: how many need the user to send them. */
  waitingForClick: z.int(),
  /** Presses that can still be taken back, the latest last. */
  held: z.array(HeldPress)
})
export type SendingView = z.infer<typeof SendingView>

/** What is going to be paid from the balance that was read: what waits to be sent, and what was sent since. */
export const CommittedView = z.strictObject({ microdollars: Microdollars, unpricedCount: z.int() })
export type CommittedView = z.infer<typeof CommittedView>

/** Everything small that the window shows; sent whole whenever any of it changes. */
export const AppState = z.strictObject({
  revision: z.int(),
  version: z.string(),
  platform: z.enum(['linux', 'darwin', 'win32', 'other']),
  demo: z.boolean(),
  /** Built on a stand-in runtime: fine for development, never a release. */
  developmentBuild: z.boolean(),
  key: KeyView,
  balance: BalanceView.nullable(),
  committed: CommittedView,
  offline: z.boolean(),
  settings: Settings,
  library: LibraryView,
  counts: Counts,
  sending: SendingView,
  /** Why nothing can be written down now: the library can be looked at, and nothing is sent. Goes when it can. */
  notWritable: Problem.nullable(),
  /** What the user has to be told once, such as a library that was rebuilt at start. */
  notices: z.array(Problem)
})
export type AppState = z.infer<typeof AppState>
