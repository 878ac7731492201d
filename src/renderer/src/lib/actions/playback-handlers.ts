import Repeat from '@lucide/svelte/icons/repeat'
import VolumeX from '@lucide/svelte/icons/volume-x'
import type { SettingsPatch } from '@shared/settings'
import type { Services } from '../services'
import { handlersOf } from './action-handler'

/** Returns the actions on the player that is shown. */
export function playbackHandlers({ app, errors, player }: Services) {
  const change = (patch: SettingsPatch): Promise<boolean> =>
    errors.attempt('Couldn’t save that setting', () => app.updateSettings(patch))
  const isPossible = (): boolean => player.hasVideo
  return handlersOf({
    play: { isPossible, run: () => player.toggle() },
    play_backwards: { isPossible, mayRepeat: () => player.isHeld, run: () => player.shuttleTo(-1) },
    stop: { isPossible, run: () => player.hold() },
    play_forwards: { isPossible, mayRepeat: () => player.isHeld, run: () => player.shuttleTo(1) },
    frame_back: { isPossible, run: () => player.step(-1) },
    frame_forward: { isPossible, run: () => player.step(1) },
    loop: { icon: Repeat, run: () => change({ loop: !app.state.settings.loop }) },
    mute: { icon: VolumeX, run: () => change({ muted: !app.state.settings.muted }) }
  })
}
