import { lstat } from 'node:fs/promises'
import type { VideoId, VideoState } from '@shared/generation'
import type { Problem } from '@shared/problem'
import { sha256Of } from './hash-file'
import type { LibraryFolder } from './library-folder'

/** What the database says of a clip's file. */
export interface FileRecord {
  readonly id: VideoId
  readonly state: Extract<VideoState, 'saved' | 'missing' | 'changed'>
  readonly fileName: string
  readonly bytes: number
  readonly sha256: string
  readonly savedAtMs: number
}

/** What the folder says of it, where that is something else. */
export interface FileChange {
  readonly state: FileRecord['state']
  readonly problem: Problem | null
}

const problems: Readonly<Record<'missing' | 'changed', Problem>> = {
  missing: {
    code: 'file_missing',
    message: 'This file is not where it was saved.',
    advice: 'Locate the file, or download it again.',
    retryable: false
  },
  changed: {
    code: 'file_damaged',
    message: 'This file was changed by another program: it is not the one that was saved here.',
    advice: 'Download it again to have it as it was made; the changed file stays in the folder.',
    retryable: false
  }
}

/** How many clips of a library that came back at another place are read whole. */
const sampleSize = 5

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
  readonly signal: AbortSignal
  readonly change: (record: FileRecord, change: FileChange) => void
}): Promise<void> {
  const { folder, records, comparedAtMs, signal } = needs
  const step = Math.ceil(records.length / sampleSize)
  if (!folder.isThere()) return
  for (const [index, record] of records.entries()) {
    if (signal.aborted) return
    const mayBeOther = (touchedAtMs: number): boolean =>
      record.state !== 'saved' ||
      (comparedAtMs === null ? index % step === 0 : touchedAtMs > Math.max(comparedAtMs, record.savedAtMs))
    const state = await stateOnDisk(folder.pathOf(record.fileName), record, mayBeOther, signal)
    // A check that was called off, or a drive that meanwhile says nothing about its files.
    if (state === record.state || !folder.isThere()) continue
    needs.change(record, { state, problem: state === 'saved' ? null : problems[state] })
  }
}

async function stateOnDisk(
  path: string | null,
  { state, bytes, sha256 }: FileRecord,
  mayBeOther: (touchedAtMs: number) => boolean,
  signal: AbortSignal
): Promise<FileRecord['state']> {
  if (path === null) return 'missing'
  try {
    const stats = await lstat(path)
    if (!stats.isFile()) return 'missing'
    if (stats.size !== bytes) return 'changed'
    return mayBeOther(stats.ctimeMs) && (await sha256Of(path, signal)) !== sha256 ? 'changed' : 'saved'
  } catch (error) {
    // Anything but its absence says nothing about the file.
    return absent.includes((error as NodeJS.ErrnoException).code ?? '') ? 'missing' : state
  }
}

const absent: readonly string[] = ['ENOENT', 'ENOTDIR']
