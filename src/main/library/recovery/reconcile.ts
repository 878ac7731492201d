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

/** A page of clips whose files are to be looked at. */
export interface PageToScan {
  /** Absolute path of the library folder. */
  readonly folder: string
  /** Null for the first page. */
  readonly after: VideoId | null
  readonly limit: number
  /** A saved file of the right length that was not touched since is as it was. */
  readonly touchedSinceMs: number
  /** Places in the page, from zero, of clips that are compared in any case. */
  readonly sample: readonly number[]
}

export interface ScannedPage {
  /** Clips whose files may not be what their rows say. */
  readonly ids: readonly VideoId[]
  /** Number of clips in the page. */
  readonly count: number
  /** The last one of the page; null where it is empty. */
  readonly last: VideoId | null
}

/** Looks at the files of all clips in a thread of its own: a hundred thousand take many seconds of processor time here. */
export interface FileScan {
  /** Returns how many there are, or a few more. */
  count(): Promise<number>
  page(page: PageToScan): Promise<ScannedPage>
  /** Ends the thread. */
  end(): Promise<void>
}

/**
 * Files of one page: the thread can end, and progress shows, after each.
 * @internal
 */
export const filesPerPage = 100

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
  readonly scan: FileScan
  readonly findRecord: (id: VideoId) => FileRecord | null
  readonly comparedAtMs: number | null
  readonly hashMedia: HashMedia
  readonly signal: AbortSignal
  readonly change: (record: FileRecord, change: FileChange) => void
  readonly onProgress?: (checking: Reading) => void
}): Promise<void> {
  const { folder, scan, findRecord, comparedAtMs, hashMedia, signal, onProgress } = deps
  const isStopped = (): boolean => signal.aborted
  // A thread that starts while the app quits would outlive its library.
  if (isStopped() || !folder.isThere()) return
  const mayBeOther = (record: FileRecord, touchedAtMs: number): boolean =>
    record.state !== 'saved' ||
    comparedAtMs === null ||
    touchedAtMs > Math.max(comparedAtMs, record.savedAtMs)
  try {
    for await (const { ids, ...progress } of pagesOf(deps)) {
      for (const id of ids) {
        if (isStopped()) return
        const record = findRecord(id)
        const change =
          record &&
          (await changeOf(folder, record, {
            mayBeOther: (touchedAtMs) => mayBeOther(record, touchedAtMs),
            hashMedia,
            signal
          }))
        if (record && change) deps.change(record, change)
      }
      onProgress?.(progress)
    }
  } finally {
    await scan.end()
  }
}

/** Looks at the files page by page; ends when aborted. */
async function* pagesOf({
  folder,
  scan,
  comparedAtMs,
  signal
}: {
  readonly folder: Pick<LibraryFolder, 'root'>
  readonly scan: FileScan
  readonly comparedAtMs: number | null
  readonly signal: AbortSignal
}): AsyncGenerator<Reading & Pick<ScannedPage, 'ids'>> {
  const total = await scan.count()
  const step = Math.ceil(total / sampleSize)
  const places = Array.from({ length: filesPerPage }, (_, place) => place)
  let last: VideoId | null = null
  for (let done = 0; !signal.aborted;) {
    const from: number = done
    const page: ScannedPage = await scan.page({
      folder: folder.root,
      after: last,
      limit: filesPerPage,
      touchedSinceMs: comparedAtMs ?? Infinity,
      sample: comparedAtMs === null ? places.filter((place) => (from + place) % step === 0) : []
    })
    done += page.count
    yield { ids: page.ids, done, total: Math.max(done, total) }
    last = page.last
    if (page.count < filesPerPage) return
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
