import { lstat } from 'node:fs/promises'
import type { VideoId } from '@shared/generation'
import type { LibraryFolder } from '../folder/library-folder'
import { pathOfRecord } from '../folder/linked-file'
import { changeOf, type FileChange, type FileRecord, type HashMedia } from './reconcile'

/** Size and times of a file when its content last matched its row. */
interface Seen {
  readonly bytes: number
  readonly mtimeMs: number
  readonly ctimeMs: number
}

/**
 * Compares single files with their rows when they are used: selected, played or dragged. A file is read only if its
 * size or times changed since the last check.
 */
export class FileCheck {
  readonly #seen = new Map<VideoId, Seen>()
  readonly #running = new Map<VideoId, Promise<void>>()

  constructor(
    private readonly deps: {
      readonly folder: LibraryFolder
      readonly findRecord: (id: VideoId) => FileRecord | null
      /** Time of the last comparison of all files; null if there was none. */
      readonly comparedAtMs: () => number | null
      readonly hashMedia: HashMedia
      readonly change: (record: FileRecord, change: FileChange) => void
      readonly signal: AbortSignal
    }
  ) {}

  /** Checks one file; calls during a check share it. */
  check(id: VideoId): Promise<void> {
    const running = this.#running.get(id) ?? this.#check(id).finally(() => this.#running.delete(id))
    this.#running.set(id, running)
    return running
  }

  async #check(id: VideoId): Promise<void> {
    const { folder, findRecord, hashMedia, signal } = this.deps
    const record = findRecord(id)
    const path = record && (await pathOfRecord(folder, record))
    if (!record || !path || record.state === 'missing' || !folder.isThere()) return
    const now = await seenAt(path)
    if (now && this.#isAsSeen(id, now)) return
    const mayBeOther = (touchedAtMs: number): boolean =>
      record.state !== 'saved' ||
      this.#seen.has(id) ||
      touchedAtMs > Math.max(this.deps.comparedAtMs() ?? 0, record.savedAtMs)
    const change =
      (await changeOf(folder, record, { mayBeOther, hashMedia, signal })) ??
      (await this.#missingHash(path, record))
    if (signal.aborted) return
    if (now) this.#seen.set(id, now)
    if (change) this.deps.change(record, change)
  }

  /** Adds the hash of the samples to a file of an older version while it is known to be unchanged. */
  async #missingHash(path: string, record: FileRecord): Promise<FileChange | null> {
    if (record.state !== 'saved' || record.mediaSha256 !== null || record.traits.includes('unchecked'))
      return null
    const mediaSha256 = await this.deps.hashMedia(path)
    const { bytes, sha256, traits } = record
    return mediaSha256 === null
      ? null
      : { state: 'saved', problem: null, file: { bytes, sha256, traits, mediaSha256 } }
  }

  #isAsSeen(id: VideoId, now: Seen): boolean {
    const seen = this.#seen.get(id)
    return seen?.bytes === now.bytes && seen.mtimeMs === now.mtimeMs && seen.ctimeMs === now.ctimeMs
  }
}

async function seenAt(path: string): Promise<Seen | null> {
  try {
    const { size, mtimeMs, ctimeMs } = await lstat(path)
    return { bytes: size, mtimeMs, ctimeMs }
  } catch {
    return null
  }
}
