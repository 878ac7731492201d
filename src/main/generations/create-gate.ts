import type { Problem } from '@shared/problem'
import type { Clock } from '../base/clock'
import type { Keys } from './domain/ports'
import { Connectivity } from './engine/connectivity'
import { DownloadCheck } from './engine/download-check'
import { SendingGate } from './engine/gate'

export interface GateParts {
  readonly connectivity: Connectivity
  readonly gate: SendingGate
  readonly downloadCheck: DownloadCheck
}

/** Creates what decides whether anything may be sent now. */
export function createGate(deps: {
  readonly keys: Keys
  readonly clock: Clock
  readonly isPaused: () => boolean
  /** Another Dailies uses the library folder. */
  readonly isLibraryInUse: () => boolean
  /** Returns why clips cannot be downloaded on this network; null where nothing is known to stop them. */
  readonly whyDownloadsBlocked: () => Promise<Problem | null>
  readonly notice: (notice: Problem) => void
  readonly dismissNotice: (code: Problem['code']) => void
}): GateParts {
  const { keys, clock, isPaused, isLibraryInUse, notice, dismissNotice } = deps
  const connectivity = new Connectivity({
    clock,
    onChange: (why) => {
      // Being offline has a label; another server in place of the API needs a notice.
      if (why?.code === 'not_the_api') notice(why)
      else dismissNotice('not_the_api')
    }
  })
  const gate = new SendingGate({ clock, keys, connectivity, isPaused, isLibraryInUse })
  const downloadCheck = new DownloadCheck({
    clock,
    whyBlocked: deps.whyDownloadsBlocked,
    onChange: (problem) => {
      if (problem) notice(problem)
      else dismissNotice('downloads_blocked')
    }
  })
  return { connectivity, gate, downloadCheck }
}
