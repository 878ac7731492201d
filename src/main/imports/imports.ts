import { basename } from 'node:path'
import type { GenerationId } from '@shared/generation'
import { mostNamed, type ImportKind, type ImportProgress, type ImportReport } from '@shared/library/imports'
import { ProblemError, type Problem } from '@shared/problem'
import type { Logger } from '../logging/logger'
import type { Importer, ImportOutcome } from './importer'

/** A copied file is read to hash it, to copy it, and to verify the copy; a linked one once. */
const reads: Readonly<Record<ImportKind, number>> = { copy: 3, link: 1 }

/** Imports files one at a time, in the order in which they were chosen. */
export class Imports {
  #last: Promise<unknown> = Promise.resolve()
  #stop = new AbortController()

  constructor(
    private readonly deps: {
      readonly importer: Pick<Importer, 'take'>
      readonly sizeOf: (path: string) => Promise<number>
      /** Removes copies that a crash cut off. */
      readonly clearLeftovers: () => Promise<void>
      readonly onProgress: (progress: ImportProgress | null) => void
      readonly logger: Logger
      /** Aborted when the app begins to quit. */
      readonly shutdown: AbortSignal
    }
  ) {}

  /** Removes what the last run left, before anything is imported. */
  start(): void {
    void this.#next(() => this.deps.clearLeftovers())
  }

  /** Imports files after those that were chosen before. Resolves when the last one is done. */
  run(paths: readonly string[], kind: ImportKind): Promise<ImportReport> {
    return this.#next(() => this.#run(paths, kind))
  }

  /**
   * Imports one file.
   *
   * @throws ProblemError for what cannot be imported
   */
  take(path: string, kind: ImportKind): Promise<ImportOutcome> {
    return this.#next(async () => {
      try {
        return await this.#take(path, kind, { done: 0, total: 1, signal: this.#signal() })
      } finally {
        this.deps.onProgress(null)
      }
    })
  }

  /** Ends what is being imported; files that are done stay. */
  stop(): void {
    this.#stop.abort(new ProblemError(stopped))
    this.#stop = new AbortController()
  }

  /** Ends what is being imported, and waits for the last write. */
  async dispose(): Promise<void> {
    this.stop()
    await this.#last
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work)
    this.#last = result.catch(() => undefined)
    return result
  }

  async #run(paths: readonly string[], kind: ImportKind): Promise<ImportReport> {
    const signal = this.#signal()
    const isStopped = (): boolean => signal.aborted
    const ids: GenerationId[] = []
    const refused: { fileName: string; problem: Problem }[] = []
    const counts = { imported: 0, adopted: 0, known: 0 }
    let done = 0
    for (const path of paths) {
      if (isStopped()) break
      try {
        const outcome = await this.#take(path, kind, { done, total: paths.length, signal })
        counts[outcome.kind] += 1
        ids.push(outcome.id)
      } catch (error) {
        if (isStopped()) break
        refused.push({ fileName: basename(path), problem: this.#problemOf(error) })
      }
      done += 1
    }
    this.deps.onProgress(null)
    const problems = refused.slice(0, mostNamed)
    const left = paths.length - done
    return { ...counts, ids: ids.slice(0, mostNamed), refused: refused.length, problems, left }
  }

  async #take(
    path: string,
    kind: ImportKind,
    how: { readonly done: number; readonly total: number; readonly signal: AbortSignal }
  ): Promise<ImportOutcome> {
    const { done, total, signal } = how
    const fileName = basename(path)
    const allBytes = (await this.deps.sizeOf(path)) * reads[kind]
    let read = 0
    let told = -1
    const tell = (): void => {
      const share = allBytes > 0 ? Math.min(1, read / allBytes) : 0
      // Hundredths: the window need not know more.
      if (Math.floor(share * 100) === told) return
      told = Math.floor(share * 100)
      this.deps.onProgress({ done, total, fileName, share })
    }
    tell()
    const onBytes = (bytes: number): void => {
      read += bytes
      tell()
    }
    return this.deps.importer.take(path, kind, { onBytes, signal })
  }

  /** Aborted when what runs from now on is stopped, or the app begins to quit. */
  #signal(): AbortSignal {
    return AbortSignal.any([this.#stop.signal, this.deps.shutdown])
  }

  #problemOf(error: unknown): Problem {
    if (error instanceof ProblemError) return error.problem
    this.deps.logger.error('Importing a file failed', error)
    return { code: 'bug', message: 'It couldn’t be imported.', retryable: true }
  }
}

const stopped: Problem = { code: 'taken_back', message: 'The import was stopped.', retryable: true }
