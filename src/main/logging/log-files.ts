import { appendFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../base/clock'
import { formatEntry } from './format'
import type { LogEntry, LogSink } from './logger'
import type { Redactor } from './redactor'

const filesKept = 14
const maximumFileBytes = 5 * 1024 * 1024
const bytesKept = 10 * maximumFileBytes
const maximumWaiting = 2_000
const logName = /^dailies-\d{4}-\d{2}-\d{2}(\.\d+)?\.log$/

export interface LogFilesDeps {
  readonly folder: string
  readonly redactor: Redactor
  readonly clock: Pick<Clock, 'now'>
}

/**
 * The log on disk: `dailies-YYYY-MM-DD.log` (UTC), a new part after 5 MB; the newest 14 files are kept, and of them
 * no more than ten times that. Disk errors are ignored: a log must never break the code that it
 * reports on.
 */
export class LogFiles implements LogSink {
  readonly #deps: LogFilesDeps
  #waiting: string[] = []
  #lost = 0
  #writing: Promise<void> | null = null
  #prunedFor = ''

  constructor(deps: LogFilesDeps) {
    this.#deps = deps
  }

  write(entry: LogEntry): void {
    const { redactor, clock } = this.#deps
    if (this.#waiting.length < maximumWaiting)
      this.#waiting.push(redactor.redact(formatEntry(entry, clock.now())))
    else this.#lost += 1
    this.#writing ??= this.#writeAll()
  }

  hide(secret: string): void {
    this.#deps.redactor.addSecret(secret)
  }

  /** Resolves when every line so far is written or lost. */
  async flush(): Promise<void> {
    while (this.#writing) await this.#writing
  }

  async #writeAll(): Promise<void> {
    // Lines of the same turn of the event loop are written together.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      try {
        await this.#append(batch)
      } catch {
        this.#lost += batch.length
      }
    }
    this.#writing = null
  }

  async #append(batch: readonly string[]): Promise<void> {
    const { folder, clock } = this.#deps
    const day = new Date(clock.now()).toISOString().slice(0, 10)
    const path = join(folder, `dailies-${day}.log`)
    // Also re-creates a folder that was deleted while the app runs.
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const size = await stat(path).then(
      (file) => file.size,
      () => 0
    )
    if (size > maximumFileBytes) await rename(path, await this.#freePart(day))
    const note = this.#lost > 0 ? `${this.#lost} lines could not be written\n` : ''
    await appendFile(path, note + batch.join(''), { mode: 0o600 })
    this.#lost = 0
    if (size > maximumFileBytes || this.#prunedFor !== day) await this.#prune()
    this.#prunedFor = day
  }

  async #freePart(day: string): Promise<string> {
    const parts = (await this.#names())
      .map((name) => new RegExp(`^dailies-${day}\\.(\\d+)\\.log$`).exec(name)?.[1])
      .map((part) => Number(part ?? 0))
    return join(this.#deps.folder, `dailies-${day}.${Math.max(0, ...parts) + 1}.log`)
  }

  async #prune(): Promise<void> {
    // By name, part 10 after part 9: names sort by age, and the file without a part is the newest of its day.
    const byAge = (await this.#names()).sort((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1))
    let bytes = 0
    for (const [index, name] of byAge.reverse().entries()) {
      const path = join(this.#deps.folder, name)
      bytes += (await stat(path)).size
      if (index >= filesKept || bytes > bytesKept) await rm(path, { force: true })
    }
  }

  async #names(): Promise<string[]> {
    return (await readdir(this.#deps.folder)).filter((name) => logName.test(name))
  }
}

const sortKey = (name: string): string =>
  name.replace(/(\.\d+)?\.log$/, (_end, part?: string) => (part ? part.slice(1).padStart(9, '0') : '~'))
