import type { LibraryView } from '@shared/app-state'
import type { Clock } from '../../base/clock'
import type { LibraryFolder } from './library-folder'

/** How often a folder that is not as it should be is looked at again. */
const lookMs = 5_000

/**
 * Notices that the folder goes and comes. While all is well there is no timer: it is looked at when the window is
 * turned to, and when a file of it could not be read or written.
 */
export class FolderWatch {
  #status: LibraryView['status'] = 'ok'
  #stopTimer: () => void = () => undefined
  #isStopped = false

  constructor(
    private readonly needs: {
      readonly folder: LibraryFolder
      readonly clock: Clock
      readonly onChange: () => void
      /** It can be read and written again. */
      readonly onBack: () => void
    }
  ) {}

  readonly look = (): void => {
    if (this.#isStopped) return
    const { folder, clock, onChange, onBack } = this.needs
    const before = this.#status
    this.#status = folder.status()
    this.#stopTimer()
    if (this.#status !== 'ok') this.#stopTimer = clock.setTimer(lookMs, this.look)
    if (this.#status === before) return
    onChange()
    if (this.#status === 'ok') onBack()
  }

  stop(): void {
    this.#isStopped = true
    this.#stopTimer()
  }
}
