import { basename } from 'node:path'
import type { DropAnswer } from '@shared/drop'
import { ProblemError, type Problem } from '@shared/problem'
import type { Logger } from '../logging/logger'
import { readDropped, type DroppedFile } from './dropped-file'
import { cannotBeDropped, leftOutProblem, listElsewhere, notReadable } from './problems'

/** A capability that takes some kind of dropped file. */
export interface DropTarget {
  /** Returns whether a file is of its kind, by name and first bytes. */
  readonly accepts: (file: DroppedFile) => boolean
  /** @throws ProblemError for a file that turns out to be something else, or is broken. */
  readonly take: (file: DroppedFile) => Promise<DropAnswer>
}

/** Decides what each file is that was dropped on the window, and passes it to the capability that takes it. */
export class Drops {
  #last: Promise<void> = Promise.resolve()

  constructor(
    private readonly deps: {
      /** The first one that accepts a file takes it. */
      readonly targets: readonly DropTarget[]
      readonly emit: (answer: DropAnswer) => void
      readonly logger: Logger
    }
  ) {}

  /** Takes one drop, after those before it. */
  take(paths: readonly string[], leftOut: number): Promise<void> {
    this.#last = this.#last.then(() => this.#takeAll(paths, leftOut))
    return this.#last
  }

  async #takeAll(paths: readonly string[], leftOut: number): Promise<void> {
    const strange: DroppedFile[] = []
    for (const path of paths) {
      try {
        const file = await readDropped(path)
        const target = this.deps.targets.find(({ accepts }) => accepts(file))
        if (target) this.deps.emit(await target.take(file))
        else strange.push(file)
      } catch (error) {
        const problem = this.#problemOf(basename(path), error)
        this.#refuse(problem)
        // The user stopped it, which means the rest of the drop too.
        if (problem.code === 'taken_back') return
      }
    }
    const lists = strange.filter(isList)
    const others = strange.filter((file) => !isList(file))
    if (lists[0]) this.#refuse(listElsewhere(lists[0].name))
    if (others[0]) this.#refuse(cannotBeDropped(others[0].name, others.length - 1))
    if (leftOut > 0) this.#refuse(leftOutProblem(leftOut))
  }

  #refuse(problem: Problem): void {
    this.deps.emit({ kind: 'refused', problem })
  }

  #problemOf(name: string, error: unknown): Problem {
    if (error instanceof ProblemError) return error.problem
    this.deps.logger.warn('Reading a dropped file failed', error)
    return notReadable(name)
  }
}

/** Whether a file is a list of prompts, which the composer takes. */
const isList = ({ kind, name }: DroppedFile): boolean => kind === 'file' && /\.(csv|tsv|txt|md)$/i.test(name)
