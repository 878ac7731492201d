import type { FileTrait, VideoId, VideoState } from '@shared/generation'
import type { Problem } from '@shared/problem'
import { fileMissing } from '@shared/problem-texts'
import { compareFile, type FoundFile } from './compare-file'
import type { LibraryFolder } from '../folder/library-folder'

/** What the database says of a clip's file. */
export interface FileRecord {
  readonly id: VideoId
  readonly state: Extract<VideoState, 'saved' | 'missing' | 'changed'>
  readonly fileName: string
  readonly bytes: number
  readonly sha256: string
  /** Of what was sent, before a packet was appended. */
  readonly sourceBytes: number
  readonly sourceSha256: string
  /** Null for a file of an older version, whose samples were not hashed. */
  readonly mediaSha256: string | null
  readonly traits: readonly FileTrait[]
  readonly savedAtMs: number
}

/** What the folder says of it, where that is something else. */
export interface FileChange {
  readonly state: FileRecord['state']
  readonly problem: Problem | null
  /** What the file is now, where it is still the same clip. */
  readonly file?: FoundFile
}

const problems: Readonly<Record<'missing' | 'changed', Problem>> = {
  missing: fileMissing,
  changed: {
    code: 'file_damaged',
    message: 'This file was changed by another program: it is not the one that was saved here.',
    advice: 'Download it again to have it as it was made; the changed file stays in the folder.',
    retryable: false
  }
}

/** How many clips of a library that came back at another place are read whole. */
const sampleSize = 5

/** Reads the hash of a file's samples; null where they cannot all be read. */
export type HashMedia = (path: string) => Promise<string | null>

/**
 * Compares the rows with the folder and corrects the rows; touches no file. With the library away nothing is known
 * about any file, so nothing changes.
 *
 * A length costs nothing to compare; a file is read and hashed only where that may tell something new.
 *
 * @param comparedAtMs When every file was last found as its row says: what was not touched since is not read again.
 *   Null for a library that came back at another place, where a copy has touched them all: a few are read instead.
 */
export async function reconcileFiles(needs: {
  readonly folder: LibraryFolder
  readonly records: readonly FileRecord[]
  readonly comparedAtMs: number | null
  readonly hashMedia: HashMedia
  readonly signal: AbortSignal
  readonly change: (record: FileRecord, change: FileChange) => void
}): Promise<void> {
  const { folder, records, comparedAtMs, hashMedia, signal } = needs
  const step = Math.ceil(records.length / sampleSize)
  if (!folder.isThere()) return
  for (const [index, record] of records.entries()) {
    if (signal.aborted) return
    const mayBeOther = (touchedAtMs: number): boolean =>
      record.state !== 'saved' ||
      (comparedAtMs === null ? index % step === 0 : touchedAtMs > Math.max(comparedAtMs, record.savedAtMs))
    const change = await changeOf(folder, record, { mayBeOther, hashMedia, signal })
    if (change) needs.change(record, change)
  }
}

/** Compares one row with its file; null where it says what the folder says, or the folder says nothing. */
export async function changeOf(
  folder: LibraryFolder,
  record: FileRecord,
  how: {
    readonly mayBeOther: (touchedAtMs: number) => boolean
    readonly hashMedia: HashMedia
    readonly signal: AbortSignal
  }
): Promise<FileChange | null> {
  const { state, file } = await compareFile(folder.pathOf(record.fileName), record, how)
  // A check that was called off, or a drive that meanwhile says nothing about its files.
  if ((state === record.state && !file) || !folder.isThere()) return null
  return { state, problem: state === 'saved' ? null : problems[state], ...(file && { file }) }
}
