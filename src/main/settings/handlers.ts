import type { Settings, SettingsPatch } from '@shared/settings'
import type { Confirmation, Confirmations } from '../consent/confirmations'
import type { HandlersOf } from '../ipc/handlers'
import type { SettingsStore } from './settings-store'

export function settingsHandlers(deps: {
  readonly settings: SettingsStore
  readonly confirmations: Pick<Confirmations, 'require'>
  /** Returns what to ask before a change; null where nothing needs to be asked. */
  readonly questionBefore: (current: Settings, patch: SettingsPatch) => Confirmation | null
}): HandlersOf<'settings' | 'sending'> {
  const { settings, confirmations, questionBefore } = deps
  return {
    'settings.update': async (patch) => {
      const question = questionBefore(settings.current, patch)
      if (question) await confirmations.require(question)
      settings.update(patch)
    },
    'sending.setPaused': ({ paused }) => void settings.update({ sendingPaused: paused })
  }
}
