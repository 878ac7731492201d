import { ProblemError } from '@shared/problem'
import { folderReadOnly } from '@shared/problem-texts'
import type { Signal } from '../base/signal'
import type { Confirmation, Confirmations } from '../consent/confirmations'
import type { HandlersOf, MessageHandlersOf } from '../ipc/handlers'
import type { Logger } from '../logging/logger'
import type { FirstPaint } from './first-paint'
import type { AppStateSource } from './app-state'
import type { AppPlatform } from './platform'
import type { UnsavedInput } from './unsaved-input'

const leaveDemo: Confirmation = {
  message: 'Leave demo mode?',
  detail: 'Dailies starts again. From then on what you send is charged to your ModelsLab account.',
  button: 'Leave demo'
}

export function appHandlers(deps: {
  readonly demo: boolean
  readonly desktop: Pick<
    AppPlatform['desktop'],
    'openLink' | 'setFullScreen' | 'loginStart' | 'requireGesture'
  >
  readonly restart: AppPlatform['restart']
  readonly state: AppStateSource
  readonly confirmations: Pick<Confirmations, 'require'>
  readonly retryNow: Signal
  readonly logger: Logger
}): HandlersOf<'app'> {
  const { demo, desktop, restart, state, confirmations, retryNow } = deps
  const logger = deps.logger.child('window')
  return {
    'app.state': () => state.current(),
    'app.openLink': ({ link }) => desktop.openLink(link),
    'app.setDemo': async ({ demo: toDemo }) => {
      // A restart for nothing would only interrupt the user.
      if (demo === toDemo) return
      if (!toDemo) await confirmations.require(leaveDemo)
      restart(toDemo)
    },
    'app.networkReturned': () => retryNow.fire(),
    'app.loginStart': () => ({ isOn: desktop.loginStart?.isOn() ?? null }),
    'app.setLoginStart': ({ isOn }) => {
      desktop.requireGesture()
      try {
        desktop.loginStart?.set(isOn)
      } catch (error) {
        logger.error('Changing the start at login failed', error)
        throw new ProblemError(folderReadOnly.settings, { cause: error })
      }
    },
    'app.setFullScreen': ({ isFull }) => desktop.setFullScreen(isFull),
    'app.dismissNotice': ({ code }) => state.dismissNotice(code),
    'app.reportError': ({ message, stack }) => logger.error(`Window error: ${message}`, stack)
  }
}

export const appMessages = (deps: {
  readonly desktop: Pick<AppPlatform['desktop'], 'offerActions'>
  readonly firstPaint: FirstPaint
  readonly unsavedInput: UnsavedInput
}): MessageHandlersOf<'app' | 'menu'> => ({
  'app.painted': () => deps.firstPaint.note(),
  'app.inputSaved': () => deps.unsavedInput.noteSaved(),
  'menu.possible': ({ actions }) => deps.desktop.offerActions(actions)
})
