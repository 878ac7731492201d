import type { FileHandle } from 'node:fs/promises'
import { setImmediate as turn } from 'node:timers/promises'
import { errorCode } from '../../base/errors'
import { openRegular } from '../../base/careful-files'
import { JournalEntry } from './journal-entry'
import { linesOf } from './lines'

/** More than a library of 200,000 generations needs: Dailies never wrote a longer file. */
const largestBytes = 2 ** 30
/** Above the longest entry with every character escaped. */
const longestLine = 256 * 1024
const entriesAtOnce = 500

/** The file is longer than any journal that Dailies writes. */
export class TooLongError extends Error {}

export interface JournalReading {
  readonly entries: number
  /** Lines that are foreign, cut off, or of a newer version. */
  readonly unreadable: number
  /** Position of the end of the file. */
  readonly end: number
}

/**
 * Passes every readable entry from a position on to `take`, oldest first, a few hundred at a time.
 * @throws file system errors, and TooLongError for a file that Dailies did not write.
 */
export async function readJournal(
  path: string,
  from: number,
  take: (entries: readonly JournalEntry[]) => void
): Promise<JournalReading> {
  const file = await openIfThere(path)
  if (!file) return { entries: 0, unreadable: 0, end: 0 }
  const reading = { entries: 0, unreadable: 0 }
  let batch: JournalEntry[] = []
  const handOver = async (): Promise<void> => {
    if (batch.length === 0) return
    take(batch)
    reading.entries += batch.length
    batch = []
    // Lets the main process handle other events.
    await turn()
  }
  try {
    const end = await lengthOf(file)
    if (end <= from) return { ...reading, end }
    const stream = file.createReadStream({ start: from, end: end - 1, autoClose: false })
    for await (const line of linesOf(stream, longestLine)) {
      if (line === '') continue
      const entry = parseEntry(line)
      if (entry) batch.push(entry)
      else reading.unreadable += 1
      if (batch.length >= entriesAtOnce) await handOver()
    }
    await handOver()
    return { ...reading, end }
  } finally {
    await file.close()
  }
}

/** Returns the length of the file; 0 where there is none. */
export async function journalLength(path: string): Promise<number> {
  const file = await openIfThere(path)
  try {
    return file ? await lengthOf(file) : 0
  } finally {
    await file?.close()
  }
}

/** Appends lines, flushes them, and returns where they end. Never joins them to half a line. */
export async function appendToJournal(
  path: string,
  chunks: AsyncIterable<Buffer | string> | Iterable<string>
): Promise<number> {
  const file = await openRegular(path, 'append')
  try {
    if (await endsTorn(file)) await file.appendFile('\n')
    for await (const chunk of chunks) await file.appendFile(chunk)
    await file.sync()
    return await lengthOf(file)
  } finally {
    await file.close()
  }
}

/** Appends the journal of another folder. */
export async function copyJournal(from: string, to: string): Promise<void> {
  const source = await openIfThere(from)
  if (!source) return
  try {
    await appendToJournal(to, source.createReadStream({ autoClose: false }))
  } finally {
    await source.close()
  }
}

/** Returns whether the file ends in half a line, as after a crash or on a full disk. */
async function endsTorn(file: FileHandle): Promise<boolean> {
  const length = await lengthOf(file)
  if (length === 0) return false
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, length - 1)
  return buffer.toString() !== '\n'
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  return openRegular(path, 'read').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  })
}

async function lengthOf(file: FileHandle): Promise<number> {
  const stats = await file.stat()
  if (stats.size > largestBytes) throw new TooLongError('The journal is longer than any that this app writes')
  return stats.size
}

function parseEntry(line: string | null): JournalEntry | null {
  try {
    return line === null ? null : (JournalEntry.safeParse(JSON.parse(line)).data ?? null)
  } catch {
    return null
  }
}
