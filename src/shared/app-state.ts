import * as z from 'zod'
import { HotFolderState } from './library/hot-folders'
import { UndoState } from './library/undo'
import { viewNames } from './library/views'
import { Microdollars } from './money/money'
import { Problem } from './problem'
import { Settings } from './settings'
import { UpdatesView } from './updates'

/** State of the key for the window, without the key. */
export const KeyView = z.strictObject({
  /** `reading`: the keychain has not answered yet. `rejected`: the API rejected the stored key. */
  status: z.enum(['reading', 'absent', 'present', 'rejected']),
  keptIn: z.enum(['keychain', 'memory']),
  /** Changes whenever a key is entered, found or removed, so that a result for one key is never shown for another. */
  number: z.int(),
  /** Name of this system's key store, within a sentence: `your desktop keyring`. */
  keychainName: z.string(),
  problem: Problem.nullable()
})
export type KeyView = z.infer<typeof KeyView>

export const BalanceView = z.strictObject({ microdollars: Microdollars, atMs: z.int() })
export type BalanceView = z.infer<typeof BalanceView>

/** Number of files read so far, and of all. */
const Reading = z.strictObject({ done: z.int(), total: z.int() }).nullable()

export const LibraryView = z.strictObject({
  folder: z.string(),
  /**
   * `missing`: its drive is not connected, or the folder was moved. `in_use`: another Dailies has it, and nothing is
   * written to it or sent from here.
   */
  status: z.enum(['ok', 'missing', 'other_library', 'read_only', 'in_use', 'not_safe']),
  freeBytes: z.number().nullable(),
  /** Progress of reading its files, during a rebuild. */
  reading: Reading,
  /** Progress of comparing the clips with their files, after each start. */
  checking: Reading,
  /** Progress of indexing clips for searches, such as after an update. */
  indexing: Reading,
  sidecars: z.strictObject({
    /** Progress of writing the sidecars of all clips. */
    writing: Reading,
    /** How many stay as another program wrote them. */
    left: z.int()
  })
})
export type LibraryView = z.infer<typeof LibraryView>

/** Number of generations in each view. */
export const Counts = z.record(z.enum(viewNames), z.int())
export type Counts = z.infer<typeof Counts>

/** A press whose requests are held, so that it can be undone. */
export const HeldPress = z.strictObject({ pressId: z.uuid(), count: z.int(), untilMs: z.int() })
export type HeldPress = z.infer<typeof HeldPress>

/** Why all sending is held; null where it is not. */
export const SendingView = z.strictObject({
  paused: z.boolean(),
  heldFor: z.enum(['library', 'key', 'credit', 'network', 'rate_limit', 'downloads']).nullable(),
  heldUntilMs: z.int().nullable(),
  running: z.int(),
  waiting: z.int(),
  /** How many of the waiting ones need a click. */
  waitingForClick: z.int(),
  /** Presses that can be undone, the latest last. */
  held: z.array(HeldPress)
})
export type SendingView = z.infer<typeof SendingView>

/** Costs to be paid from the balance that was read: of what waits to be sent, and of what was sent since. */
export const CommittedView = z.strictObject({ microdollars: Microdollars, unpricedCount: z.int() })
export type CommittedView = z.infer<typeof CommittedView>

/** State that the window shows beside the clips; sent whole whenever any of it changes. */
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
  /** Steps that can be undone and redone. */
  undo: UndoState,
  sending: SendingView,
  /** How far each hot folder of the settings is. */
  hotFolders: z.array(HotFolderState),
  /** Why nothing can be saved: the library can be viewed, and nothing is sent. Null again once saving works. */
  notWritable: Problem.nullable(),
  /** Null in a build without a feed of newer versions. */
  updates: UpdatesView.nullable(),
  /** A notice to show once, such as a library that was rebuilt at start. */
  notices: z.array(Problem)
})
export type AppState = z.infer<typeof AppState>
