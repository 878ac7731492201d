import type { Confirmation, Confirmations } from '../consent/confirmations'
import type { HandlersOf } from '../ipc/handlers'
import type { Logger } from '../logging/logger'
import type { AppStateSource } from './app-state'
import type { AppPlatform } from './platform'

const leaveDemo: Confirmation = {
  message: 'Leave demo mode?',
  detail: 'Dailies starts again. From then on what you send is charged to your ModelsLab account.',
  button: 'Leave demo'
}

export function appHandlers(deps: {
  readonly platform: Pick<AppPlatform, 'demo' | 'desktop' | 'restart'>
  readonly state: AppStateSource
  readonly confirmations: Pick<Confirmations, 'require'>
  readonly retryNow: () => void
  readonly logger: Logger
}): HandlersOf<'app'> {
  const { platform, state, confirmations, retryNow, logger } = deps
  return {
    'app.state': () => state.current(),
    'app.openLink': ({ link }) => platform.desktop.openLink(link),
    'app.setDemo': async ({ demo }) => {
      if (platform.demo && !demo) await confirmations.require(leaveDemo)
      platform.restart(demo)
    },
    'app.networkReturned': retryNow,
    'app.dismissNotice': ({ code }) => state.dismissNotice(code),
    'app.reportError': ({ message, stack }) => logger.error(`The window: ${message}`, stack)
  }
}
