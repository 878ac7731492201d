import type { LibraryView } from '@shared/app-state'
import type { Clock } from '../../base/clock'
import type { LibraryFolder } from './library-folder'

/** Poll interval while the folder is not available. */
const checkMs = 5_000

/**
 * Notices when the folder disappears and returns. While it is available there is no timer: it is checked when the
 * window gets the focus, and after a file in it could not be read or written.
 */
export class FolderWatch {
  #status: LibraryView['status'] = 'ok'
  #stopTimer: () => void = () => undefined
  #isStopped = false

  constructor(
    private readonly deps: {
      readonly folder: LibraryFolder
      readonly clock: Clock
      readonly onChange: () => void
      /** Called when the folder is available again. */
      readonly onBack: () => void
    }
  ) {}

  readonly check = (): void => {
    if (this.#isStopped) return
    const { folder, clock, onChange, onBack } = this.deps
    const before = this.#status
    this.#status = folder.status()
    this.#stopTimer()
    if (this.#status !== 'ok') this.#stopTimer = clock.setTimer(checkMs, this.check)
    if (this.#status === before) return
    onChange()
    if (this.#status === 'ok') onBack()
  }

  /** Returns the folder as the window shows it. What it shows as unavailable is checked until it is back. */
  view(): ReturnType<LibraryFolder['view']> {
    const { folder, clock } = this.deps
    const view = folder.view()
    if (view.status !== 'ok' && this.#status === 'ok' && !this.#isStopped) {
      this.#status = view.status
      this.#stopTimer = clock.setTimer(checkMs, this.check)
    }
    return view
  }

  stop(): void {
    this.#isStopped = true
    this.#stopTimer()
  }
}
