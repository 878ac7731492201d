import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { setImmediate as turn } from 'node:timers/promises'
import { crashPoint } from '../crash-points'
import type { Logger } from '../logging/logger'
import { JournalEntry } from './journal-entry'
import { linesOf } from './lines'

/** More than a library of 200,000 generations writes; a longer file was not written by us. */
const largestBytes = 2 ** 30
/** Longer than the longest entry with each of its letters escaped. */
const longestLine = 256 * 1024
const entriesAtOnce = 500
/** While the folder is away. The database has all of it as well. */
const mostWaiting = 20_000

/** Both are absent on Windows, and count as 0 there. A link in a folder that others may write to could lead anywhere, and a pipe never ends. */
const careful = constants.O_NOFOLLOW | constants.O_NONBLOCK
const forReading = constants.O_RDONLY | careful
const forAppending = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | careful

export interface JournalReading {
  readonly entries: number
  /** Lines that are none of ours, cut off, or of a newer version. */
  readonly unreadable: number
}

/**
 * The append-only journal in the library folder: what the clips cannot say of themselves. Together with them it
 * gives the database back. The database stays the truth while it exists, so nothing waits for a line; one that could
 * not be written goes out with the next.
 */
export class Journal {
  #waiting: string[] = []
  #last: Promise<void> = Promise.resolve()
  /** A crash, or a full disk, may have left half a line at the end of the file. */
  #endMayBeTorn = true

  constructor(
    private readonly needs: {
      readonly path: () => string
      /** False while another Dailies writes the folder: the lines wait. */
      readonly mayWrite: () => boolean
      readonly logger: Logger
    }
  ) {}

  append(entry: JournalEntry): void {
    this.#waiting.push(JSON.stringify(entry))
    if (this.#waiting.length > mostWaiting) this.#waiting.shift()
    this.#afterwards(() => this.#writeWaiting())
  }

  /**
   * Hands every entry that can be read to `take`, oldest first, a few hundred at a time.
   * @throws errors of the file system, and where the file is none that this app can have written.
   */
  async read(take: (entries: readonly JournalEntry[]) => void): Promise<JournalReading> {
    await this.flush()
    const file = await openIfThere(this.needs.path())
    if (!file) return { entries: 0, unreadable: 0 }
    const reading = { entries: 0, unreadable: 0 }
    let batch: JournalEntry[] = []
    const handOver = async (): Promise<void> => {
      if (batch.length === 0) return
      take(batch)
      reading.entries += batch.length
      batch = []
      // The window is not to notice.
      await turn()
    }
    try {
      for await (const line of linesOf(file.createReadStream({ autoClose: false }), longestLine)) {
        if (line === '') continue
        const entry = parseEntry(line)
        if (entry) batch.push(entry)
        else reading.unreadable += 1
        if (batch.length >= entriesAtOnce) await handOver()
      }
      await handOver()
    } finally {
      await file.close()
    }
    return reading
  }

  /** Takes along what the journal of another folder knows, when the library moves. */
  carryOver(from: string): Promise<void> {
    this.#afterwards(async () => {
      const source = await openIfThere(from)
      if (!source) return
      try {
        await this.#appendSafely(source.createReadStream({ autoClose: false }))
      } finally {
        this.#endMayBeTorn = true
        await source.close()
      }
    })
    return this.flush()
  }

  /** Waits until every line is on disk, or was refused by it. */
  async flush(): Promise<void> {
    this.#afterwards(() => this.#writeWaiting())
    await this.#last
  }

  #afterwards(step: () => Promise<void>): void {
    this.#last = this.#last
      .then(step)
      .catch((error: unknown) => this.needs.logger.warn('The journal took no line', error))
  }

  async #writeWaiting(): Promise<void> {
    const lines = this.#waiting
    if (lines.length === 0 || !this.needs.mayWrite()) return
    this.#waiting = []
    try {
      await this.#appendSafely([lines.map((line) => `${line}\n`).join('')])
      crashPoint('journal.appended')
    } catch (error) {
      this.#waiting = [...lines, ...this.#waiting]
      throw error
    }
  }

  async #appendSafely(chunks: AsyncIterable<Buffer | string> | Iterable<string>): Promise<void> {
    const file = await open(this.needs.path(), forAppending)
    try {
      await assertFile(file)
      if (this.#endMayBeTorn) await file.appendFile('\n')
      this.#endMayBeTorn = true
      for await (const chunk of chunks) await file.appendFile(chunk)
      await file.sync()
      this.#endMayBeTorn = false
    } finally {
      await file.close()
    }
  }
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  const file = await open(path, forReading).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  })
  try {
    if (file) await assertFile(file)
    return file
  } catch (error) {
    await file?.close()
    throw error
  }
}

async function assertFile(file: FileHandle): Promise<void> {
  const stats = await file.stat()
  if (!stats.isFile()) throw new Error('The journal is no ordinary file')
  if (stats.size > largestBytes) throw new Error('The journal is longer than any that this app writes')
}

function parseEntry(line: string | null): JournalEntry | null {
  try {
    return line === null ? null : (JournalEntry.safeParse(JSON.parse(line)).data ?? null)
  } catch {
    return null
  }
}
