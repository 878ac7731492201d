import { setImmediate as turn } from 'node:timers/promises'
import type { FileTrait, VideoId, VideoState } from '@shared/generation'
import type { Problem } from '@shared/problem'
import { fileMissing, linkedFileMissing } from '@shared/problem-texts'
import { compareFile, type FoundFile } from './compare-file'
import type { LibraryFolder } from '../folder/library-folder'
import { pathOfRecord } from '../folder/linked-file'
import type { Reading } from './rebuild'

/** Record of a clip's file in the database. */
export interface FileRecord {
  readonly id: VideoId
  readonly state: Extract<VideoState, 'saved' | 'missing' | 'changed'>
  /** Null for a linked file. */
  readonly fileName: string | null
  /** Absolute path of a file outside of the library folder. */
  readonly linkedPath: string | null
  readonly bytes: number
  readonly sha256: string
  /** Of the downloaded bytes, before the packet was appended. */
  readonly sourceBytes: number
  readonly sourceSha256: string
  /** Null for files of older versions, whose samples were not hashed. */
  readonly mediaSha256: string | null
  readonly traits: readonly FileTrait[]
  readonly savedAtMs: number
}

/** Record of a file in the library folder. */
export type FolderFile = FileRecord & { readonly fileName: string }

/** Change of the record by what is in the folder. */
export interface FileChange {
  readonly state: FileRecord['state']
  readonly problem: Problem | null
  /** The file's new facts, where it is still the same clip. */
  readonly file?: FoundFile
}

const problems: Readonly<Record<'missing' | 'changed', Problem>> = {
  missing: fileMissing,
  changed: {
    code: 'file_damaged',
    message: 'Another program changed this file since it was saved.',
    advice: 'Download the original again. The changed file stays in the folder.',
    retryable: false
  }
}

const problemOf = ({ linkedPath }: FileRecord, state: FileRecord['state']): Problem | null => {
  if (state === 'saved') return null
  if (linkedPath === null) return problems[state]
  return state === 'missing' ? linkedFileMissing : linkedFileChanged
}

const linkedFileChanged: Problem = {
  code: 'file_damaged',
  message: 'Another program changed this linked file.',
  advice: 'Dailies shows it as it is now.',
  retryable: false
}

/** Reads the records in pages, ordered by id: no number of clips blocks the main process. */
export interface FileRecordPages {
  /** Returns how many records there are, or a few more. */
  count(): number
  /** Returns the records after an id; the first ones for null. */
  after(id: VideoId | null, limit: number): readonly FileRecord[]
}

/**
 * Records of one page: reading it takes a millisecond or two.
 * @internal
 */
export const recordsPerPage = 100

/** Number of clips that are read as a whole after the library was moved from outside. */
const sampleSize = 5

/** Returns the hash of a file's samples; null where not all can be read. */
export type HashMedia = (path: string) => Promise<string | null>

/**
 * Compares the rows with the folder and corrects the rows; touches no file. Changes nothing while the folder is away.
 *
 * Lengths are compared first; a file is read and hashed only where that may show something new.
 *
 * @param comparedAtMs Time of the last comparison: files not touched since are not read again. Null for a library
 *   that was copied to another folder, which touched all files: only a few are read then.
 */
export async function reconcileFiles(deps: {
  readonly folder: LibraryFolder
  readonly records: FileRecordPages
  readonly comparedAtMs: number | null
  readonly hashMedia: HashMedia
  readonly signal: AbortSignal
  readonly change: (record: FileRecord, change: FileChange) => void
  readonly onProgress?: (checking: Reading) => void
}): Promise<void> {
  const { folder, records, comparedAtMs, hashMedia, signal, onProgress } = deps
  if (!folder.isThere()) return
  const total = records.count()
  const step = Math.ceil(total / sampleSize)
  let done = 0
  for await (const page of pagesOf(records)) {
    for (const record of page) {
      if (signal.aborted) return
      const isSample = done % step === 0
      const mayBeOther = (touchedAtMs: number): boolean =>
        record.state !== 'saved' ||
        (comparedAtMs === null ? isSample : touchedAtMs > Math.max(comparedAtMs, record.savedAtMs))
      const change = await changeOf(folder, record, { mayBeOther, hashMedia, signal })
      if (change) deps.change(record, change)
      done += 1
      onProgress?.({ done, total: Math.max(done, total) })
    }
  }
}

/** Lets other work run before each page. */
async function* pagesOf(records: FileRecordPages): AsyncGenerator<readonly FileRecord[]> {
  let last: VideoId | null = null
  for (;;) {
    await turn()
    const page: readonly FileRecord[] = records.after(last, recordsPerPage)
    yield page
    last = page.at(-1)?.id ?? null
    if (page.length < recordsPerPage || last === null) return
  }
}

/** Compares one row with its file; returns null where they agree or nothing is known. */
export async function changeOf(
  folder: LibraryFolder,
  record: FileRecord,
  how: {
    readonly mayBeOther: (touchedAtMs: number) => boolean
    readonly hashMedia: HashMedia
    readonly signal: AbortSignal
  }
): Promise<FileChange | null> {
  const { state, file } = await compareFile(await pathOfRecord(folder, record), record, how)
  // Aborted, or the drive was disconnected meanwhile.
  if ((state === record.state && !file) || !folder.isThere()) return null
  return { state, problem: problemOf(record, state), ...(file && { file }) }
}
