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

interface Attempt {
  readonly rename: FileRename
  /** Why the file kept its name; null when it has the new one. */
  readonly why: string | null
  /** False where another program holds a name that has to go: the next start removes it. */
  readonly isSettled: boolean
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
      /** Returns why no file can be renamed now; null when it can. */
      readonly whyNot: () => Problem | null
      readonly signal: AbortSignal
      readonly logger: Logger
    }
  ) {}

  get isRunning(): boolean {
    return this.#isRunning
  }

  plan(clips: readonly GenerationId[] | null): Promise<readonly PlannedRename[]> {
    return this.deps.plan(clips)
  }

  /** Returns how many files an undo would rename. */
  async undoable(): Promise<number> {
    if (this.#isRunning) return 0
    return (await readRenameNote(this.deps.notePath()))?.renames.length ?? 0
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
      return this.#rename((note?.renames ?? []).map(({ id, from, to }) => ({ id, from: to, to: from })))
    })
  }

  /** Finishes a renaming that was cut off. Where that fails, the next start tries again. */
  async finish(): Promise<void> {
    try {
      const note = await readRenameNote(this.deps.notePath())
      if (!note || note.isDone || this.#isRunning || this.deps.whyNot()) return
      const { renamed, left } = await this.#alone(() => this.#apply(note.renames))
      this.deps.logger.info(`Finished renaming: ${renamed.length} files renamed, ${left.length} left`)
    } catch (error) {
      if (!this.deps.signal.aborted) this.deps.logger.error('Finishing a renaming failed', error)
    }
  }

  async #rename(renames: readonly FileRename[]): Promise<RenameOutcome> {
    if (renames.length === 0) return { renamed: [], left: [] }
    await writeRenameNote(this.deps.notePath(), { isDone: false, renames: [...renames] })
    crashPoint('rename.noted')
    return this.#apply(renames)
  }

  async #apply(renames: readonly FileRename[]): Promise<RenameOutcome> {
    const attempts: Attempt[] = []
    for (const rename of renames) {
      this.deps.signal.throwIfAborted()
      attempts.push(await this.#attempt(rename))
    }
    const noted = attempts.filter(({ why, isSettled }) => why === null || !isSettled)
    await writeRenameNote(this.deps.notePath(), {
      isDone: noted.every(({ isSettled }) => isSettled),
      renames: noted.map(({ rename }) => rename)
    })
    return {
      renamed: attempts.flatMap(({ rename, why }) => (why === null ? rename : [])),
      left: attempts.flatMap(({ rename, why }) => (why === null ? [] : { fileName: rename.from, why }))
    }
  }

  /** Renames a file. A failure is that of this file alone. */
  async #attempt(rename: FileRename): Promise<Attempt> {
    const { deps } = this
    try {
      return { rename, why: await renameFile(rename, deps), isSettled: true }
    } catch (error) {
      deps.logger.warn('Renaming a file failed', error)
    }
    const isSettled = await settleName(rename, deps).then(
      () => true,
      (error: unknown) => {
        deps.logger.warn('Settling the name of a file failed', error)
        return false
      }
    )
    const isRenamed = deps.findRecord(rename.id)?.fileName === rename.to
    return { rename, why: isRenamed ? null : 'The file couldn’t be renamed.', isSettled }
  }

  async #alone<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isRunning) throw new ProblemError(alreadyRenaming)
    const problem = this.deps.whyNot()
    if (problem) throw new ProblemError(problem)
    this.#isRunning = true
    try {
      return await work()
    } finally {
      this.#isRunning = false
    }
  }
}
