import { strike } from './crash-strike'

/** Set by the build; absent (tests without a build) counts as false. The packaged app is built with false. */
declare const __CRASH_POINTS__: boolean | undefined

/** Transactions. Each has two points: the last moment before it is on disk, and the first after. */
const commits = [
  'intent',
  'sending',
  'accepted',
  'finished',
  'saved',
  'failed',
  'unconfirmed',
  'requeued',
  'cancelled',
  'video',
  'mark',
  'adopted',
  'migration',
  'indexed'
] as const
export type Commit = (typeof commits)[number]

const steps = [
  /** The request was sent, and no response has come. */
  'request.flushed',
  'file-name.reserved',
  /** A part was created: its control file says "nothing held", its file is empty. */
  'download.begun',
  'download.appended',
  'download.flushed',
  'download.note-written',
  'download.note-named',
  'download.complete',
  'download.packet-appended',
  'download.sealed',
  'download.named',
  'download.placed',
  'download.part-removed',
  'download.note-removed',
  'marker.written',
  /** A move of the library is persisted, and nothing is done yet. */
  'move.noted',
  /** The new folder is the library's, and still empty. */
  'move.begun',
  'move.copied',
  'move.placed',
  'move.removed',
  /** A hot folder's record was written. */
  'hot-folder.noted',
  'hot-folder.copied',
  'hot-folder.placed',
  'hot-folder.removed',
  /** New names are persisted in a note, and no file has its one yet. */
  'rename.noted',
  /** A file has its new name, and where the disk has hard links the old one too; its row has the old one. */
  'rename.placed',
  'rename.stored',
  'rename.removed',
  'journal.appended',
  'journal.caught-up',
  'backup.copied',
  'backup.named',
  'backup.rotated',
  'database.set-aside',
  'database.restored'
] as const
type Step = (typeof steps)[number]

export type CrashPoint = `${Commit}.before-commit` | `${Commit}.committed` | Step

/** Returns every place where a crash would interrupt a durable change. */
export const crashPoints = (): readonly CrashPoint[] => [
  ...commits.flatMap((name): CrashPoint[] => [`${name}.before-commit`, `${name}.committed`]),
  ...steps
]

/**
 * Injects a fault where the environment asks for one: see `strike`. Called at every line that changes durable state. In
 * a build that is not for fault runs its body is empty, and the bundler drops each call that is a statement of its own.
 *
 * @throws an error of the file system, if the environment asks for one.
 */
export function crashPoint(name: CrashPoint): void {
  if (typeof __CRASH_POINTS__ === 'undefined' || !__CRASH_POINTS__) return
  strike(name)
}
