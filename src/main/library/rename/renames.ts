import type { GenerationId } from '@shared/generation'
import { ProblemError, type Problem } from '@shared/problem'
import { crashPoint } from '../../base/crash-points'
import type { Logger } from '../../logging/logger'
import { renameFile, settleName, type RenameFileDeps } from './rename-file'
import { readRenameNote, writeRenameNote, type FileRename } from './rename-note'
import type { PlannedRename } from './rename-plan'

/** Outcome of a renaming. */
export interface RenameOutcome {
  readonly renamed: readonly FileRename[]
  readonly left: readonly { readonly fileName: string; readonly why: string }[]
}

const alreadyRenaming: Problem = {
  code: 'not_possible_now',
  message: 'Files are being renamed already.',
  retryable: true
}

/** Renames the files of clips. What a crash cut off is finished at the next start; the last one can be undone. */
export class Renames {
  #isRunning = false

  constructor(
    private readonly deps: RenameFileDeps & {
      readonly notePath: () => string
      /** Returns new names by the template; of the whole library for null. */
      readonly plan: (clips: readonly GenerationId[] | null) => Promise<readonly PlannedRename[]>
      readonly whyNotWritable: () => Problem | null
      readonly signal: AbortSignal
      readonly logger: Logger
    }
  ) {}

  plan(clips: readonly GenerationId[] | null): Promise<readonly PlannedRename[]> {
    return this.deps.plan(clips)
  }

  /** Returns how many files an undo would rename. */
  async undoable(): Promise<number> {
    const note = await readRenameNote(this.deps.notePath())
    return note?.isDone ? note.renames.length : 0
  }

  run(clips: readonly GenerationId[] | null): Promise<RenameOutcome> {
    return this.#alone(async () => {
      const planned = await this.deps.plan(clips)
      return this.#rename(planned.map(({ id, from, to }) => ({ id, from, to })))
    })
  }

  /** Gives the files of the last renaming their former names. */
  undo(): Promise<RenameOutcome> {
    return this.#alone(async () => {
      const note = await readRenameNote(this.deps.notePath())
      if (!note?.isDone) return { renamed: [], left: [] }
      return this.#rename(note.renames.map(({ id, from, to }) => ({ id, from: to, to: from })))
    })
  }

  /** Finishes a renaming that was cut off. */
  async finish(): Promise<void> {
    const note = await readRenameNote(this.deps.notePath())
    if (!note || note.isDone || this.#isRunning || this.deps.whyNotWritable()) return
    const { renamed, left } = await this.#alone(() => this.#apply(note.renames))
    this.deps.logger.info(`Finished renaming: ${renamed.length} files renamed, ${left.length} left`)
  }

  async #rename(renames: readonly FileRename[]): Promise<RenameOutcome> {
    if (renames.length === 0) return { renamed: [], left: [] }
    await writeRenameNote(this.deps.notePath(), { isDone: false, renames: [...renames] })
    crashPoint('rename.noted')
    return this.#apply(renames)
  }

  async #apply(renames: readonly FileRename[]): Promise<RenameOutcome> {
    const renamed: FileRename[] = []
    const left: { fileName: string; why: string }[] = []
    for (const rename of renames) {
      this.deps.signal.throwIfAborted()
      const why = await renameFile(rename, this.deps).catch((error: unknown) => this.#settle(rename, error))
      if (why === null) renamed.push(rename)
      else left.push({ fileName: rename.from, why })
    }
    await writeRenameNote(this.deps.notePath(), { isDone: true, renames: renamed })
    return { renamed, left }
  }

  async #settle(rename: FileRename, error: unknown): Promise<string | null> {
    this.deps.logger.warn('Renaming a file failed', error)
    return (await settleName(rename, this.deps)) ? null : 'The file couldn’t be renamed.'
  }

  async #alone<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isRunning) throw new ProblemError(alreadyRenaming)
    const problem = this.deps.whyNotWritable()
    if (problem) throw new ProblemError(problem)
    this.#isRunning = true
    try {
      return await work()
    } finally {
      this.#isRunning = false
    }
  }
}
