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

/** Creates the gate that decides whether anything may be sent. */
export function createGate(deps: {
  readonly keys: Keys
  readonly clock: Clock
  readonly settings: { readonly current: { readonly sendingPaused: boolean } }
  readonly folder: { readonly isInUse: boolean }
  /** The API's address. */
  readonly apiOrigin: string
  /** Downloads from this computer are allowed, as from the simulator. */
  readonly loopbackAllowed: boolean
  readonly downloader: { whyBlocked(url: string, loopbackAllowed: boolean): Promise<Problem | null> }
  /** Returns the addresses of the newest video, the first one preferred; none where there is none. */
  readonly latestLinks: () => readonly string[]
  readonly notice: (notice: Problem) => void
  readonly dismissNotice: (code: Problem['code']) => void
}): GateParts {
  const { keys, clock, settings, folder, notice, dismissNotice } = deps
  const connectivity = new Connectivity({
    clock,
    onChange: (why) => {
      // Being offline has a label; another server in place of the API needs a notice.
      if (why?.code === 'not_the_api') notice(why)
      else dismissNotice('not_the_api')
    }
  })
  const gate = new SendingGate({
    clock,
    keys,
    connectivity,
    isPaused: () => settings.current.sendingPaused,
    isLibraryInUse: () => folder.isInUse
  })
  const downloadCheck = new DownloadCheck({
    clock,
    servers: () => {
      // Plain http only reaches this computer, and says nothing about other servers.
      if (!deps.apiOrigin.startsWith('https:')) return []
      const links = deps.latestLinks()
      return (links.length > 0 ? links : [deps.apiOrigin]).map((link) => new URL('/', link).href)
    },
    whyBlocked: (server) => deps.downloader.whyBlocked(server, deps.loopbackAllowed),
    onChange: (problem) => {
      if (problem) notice(problem)
      else dismissNotice('downloads_blocked')
    }
  })
  return { connectivity, gate, downloadCheck }
}
