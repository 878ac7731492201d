import type { AppState } from '@shared/app-state'

/** Progress for the taskbar: a fraction, `running` where nothing has ended yet, null where nothing runs. */
export type TaskbarProgress = number | 'running' | null

/** Counts the requests of a run: from the first one until nothing is left to do. */
export class RunProgress {
  #atWork = 0
  #ended = 0

  take({ running, waiting, waitingForClick, heldFor, paused }: AppState['sending']): TaskbarProgress {
    const atWork = running + waiting - waitingForClick
    this.#ended = atWork === 0 ? 0 : this.#ended + Math.max(0, this.#atWork - atWork)
    this.#atWork = atWork
    const isHeld = running === 0 && (paused || heldFor !== null)
    if (atWork === 0 || isHeld) return null
    return this.#ended === 0 ? 'running' : this.#ended / (this.#ended + atWork)
  }
}
