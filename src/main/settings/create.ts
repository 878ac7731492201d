import type { Settings, SettingsPatch } from '@shared/settings'
import type { Clock } from '../base/clock'
import type { Signal } from '../base/signal'
import type { Confirmation, Confirmations } from '../consent/confirmations'
import type { HandlersOf } from '../ipc/handlers'
import type { Logger } from '../logging/logger'
import { settingsHandlers } from './handlers'
import { SettingsStore } from './settings-store'

/** Creates the settings and reads them from disk. */
export function createSettings(deps: {
  readonly folders: { readonly state: string }
  readonly desktop: { setTheme(theme: Settings['theme']): void }
  readonly confirmations: Pick<Confirmations, 'require'>
  readonly questionBefore: (current: Settings, patch: SettingsPatch) => Confirmation | null
  readonly clock: Clock
  readonly logger: Logger
  readonly wake: Signal
  readonly onChange: () => void
}): { readonly settings: SettingsStore; readonly settingsHandlers: HandlersOf<'settings' | 'sending'> } {
  const { folders, desktop, confirmations, questionBefore, clock, wake, onChange } = deps
  const settings = new SettingsStore({
    folder: folders.state,
    clock,
    logger: deps.logger.child('settings'),
    onChange: ({ theme }) => {
      desktop.setTheme(theme)
      onChange()
      wake.fire()
    }
  })
  desktop.setTheme(settings.load().theme)
  return { settings, settingsHandlers: settingsHandlers({ settings, confirmations, questionBefore }) }
}
