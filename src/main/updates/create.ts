import { ProblemError } from '@shared/problem'
import type { Settings } from '@shared/settings'
import type { Clock } from '../base/clock'
import type { Disposables } from '../base/disposables'
import type { Confirmation } from '../consent/confirmations'
import type { HandlersOf } from '../ipc/handlers'
import type { Logger } from '../logging/logger'
import type { Http } from '../modelslab/transport/http'
import type { UpdateChannel } from './ports'
import { updateProblems } from './problems'
import { Updates } from './updates'

const restartQuestion: Confirmation = {
  message: 'Close Dailies and install the newer version?',
  detail: 'Clips keep running at ModelsLab. Dailies downloads them once it is open again.',
  button: 'Install'
}

interface UpdateDeps {
  readonly updateChannel: UpdateChannel | null
  readonly http: Http
  readonly version: string
  readonly settings: { readonly current: Pick<Settings, 'checkForUpdates'> }
  readonly isSending: () => boolean
  readonly confirmations: { require(question: Confirmation): Promise<void> }
  readonly firstPaint: { readonly done: Promise<void> }
  readonly disposables: Disposables
  readonly clock: Clock
  readonly logger: Logger
  readonly onChange: () => void
}

/** Creates the search for newer versions; without a feed there is none. */
export function createUpdates(deps: UpdateDeps): {
  readonly updates: Updates | null
  readonly updateHandlers: HandlersOf<'updates'>
} {
  const { updateChannel: channel, settings, confirmations, disposables, firstPaint } = deps
  const updates =
    channel &&
    new Updates({
      ...deps,
      channel,
      isWanted: () => settings.current.checkForUpdates,
      logger: deps.logger.child('updates')
    })
  if (updates) {
    let isStopped = false
    void firstPaint.done.then(() => isStopped || updates.start())
    disposables.add(() => {
      isStopped = true
      updates.stop()
    })
  }
  const present = (): Updates => {
    if (!updates) throw new ProblemError(updateProblems.absent)
    return updates
  }
  return {
    updates,
    updateHandlers: {
      'updates.check': () => present().check(),
      'updates.openPage': async () => {
        if (!channel) throw new ProblemError(updateProblems.absent)
        await channel.openPage()
      },
      'updates.download': () => present().download(),
      'updates.install': async () => {
        present().requireReady()
        await confirmations.require(restartQuestion)
        await present().install()
      },
      'updates.dismiss': () => present().dismiss()
    }
  }
}
