import type { ChildProcess } from 'node:child_process'
import { killAll, processTree } from '../../e2e/support/desktop/processes'

/** Processes that this run started and that are still there, so that an interrupted run leaves none behind. */
class Children {
  readonly #running = new Set<ChildProcess>()

  add(child: ChildProcess): void {
    this.#running.add(child)
    child.once('exit', () => this.#running.delete(child))
  }

  /** Ends all of them at once, with everything that they started. */
  kill(): void {
    for (const child of this.#running) killAll(processTree(child.pid ?? 0))
  }
}

export const children = new Children()
