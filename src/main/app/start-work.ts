import type { Clock } from '../base/clock'
import type { Disposables } from '../base/disposables'
import type { Engine } from '../generations/engine/engine'
import type { AccountParts } from '../generations/account/create'
import type { Installation } from '../installation/installation'
import type { LibraryFolderParts } from '../library/create-folder'
import type { Library } from '../library/library'
import type { RecoverableOrigin } from '../library/recovery/library-recovery'
import type { Logger } from '../logging/logger'

/** Retry interval while another Dailies uses the library folder. */
const inUseRetryMs = 2_000

/**
 * Starts the library, then the engine, as soon as no other Dailies uses the library folder. The folder may know more
 * than the database: nothing is sent or polled before that was imported.
 */
export function startWork(deps: {
  readonly origin: RecoverableOrigin
  readonly folderParts: LibraryFolderParts
  readonly library: Library
  readonly installation: Installation
  readonly engine: Engine
  readonly accountParts: AccountParts
  /** Whether anything was queued when the app started. */
  readonly hasLeftovers: boolean
  readonly clock: Clock
  readonly logger: Logger
  readonly disposables: Disposables
  readonly shutdown: AbortSignal
  readonly onChange: () => void
}): void {
  const { origin, library, installation, engine, clock, logger, shutdown, onChange } = deps
  const { folder, watch } = deps.folderParts
  const noteFailure = (error: unknown): void => {
    if (!shutdown.aborted) logger.error('Checking the library folder failed', error)
  }
  let cancelRetry = (): void => undefined
  deps.disposables.add(() => cancelRetry())

  const start = (): void => {
    if (folder.status() === 'in_use') {
      cancelRetry = clock.setTimer(inUseRetryMs, start)
      return onChange()
    }
    void Promise.all([
      library.start(origin).catch(noteFailure),
      installation.examine(deps.hasLeftovers).catch(noteFailure)
    ]).finally(() => {
      watch.look()
      if (shutdown.aborted) return
      engine.start()
      deps.accountParts.charges.resume()
    })
  }
  start()
}
