import type { Confirmation, Confirmations } from '../consent/confirmations'
import type { Settings, SettingsPatch } from '@shared/settings'
import type { HandlersOf } from '../ipc/handlers'
import { settingsHandlers } from './handlers'
import { SettingsStore, type SettingsStoreDeps } from './settings-store'

/** Creates the settings and reads them from disk. */
export function createSettings({
  confirmations,
  questionBefore,
  ...deps
}: SettingsStoreDeps & {
  readonly confirmations: Pick<Confirmations, 'require'>
  readonly questionBefore: (current: Settings, patch: SettingsPatch) => Confirmation | null
}): { readonly settings: SettingsStore; readonly handlers: HandlersOf<'settings' | 'sending'> } {
  const settings = new SettingsStore({ ...deps, logger: deps.logger.child('settings') })
  settings.load()
  return { settings, handlers: settingsHandlers({ settings, confirmations, questionBefore }) }
}
