import Repeat from '@lucide/svelte/icons/repeat'
import VolumeX from '@lucide/svelte/icons/volume-x'
import type { Services } from '../../services'
import type { Transport } from '../../state/player/transport'
import { handlersOf } from './action-handler'

/** Returns the actions on the player that is shown. */
export function playbackHandlers({ app, compare, player }: Services) {
  const transport = (): Transport => (compare.isOpen ? compare.player : player)
  const isPossible = (): boolean => transport().hasVideo
  return handlersOf({
    play: { isPossible, run: () => transport().toggle() },
    play_backwards: {
      isPossible,
      mayRepeat: () => transport().isHeld,
      run: () => transport().shuttleTo(-1)
    },
    stop: { isPossible, run: () => transport().hold() },
    play_forwards: {
      isPossible,
      mayRepeat: () => transport().isHeld,
      run: () => transport().shuttleTo(1)
    },
    frame_back: { isPossible, run: () => transport().step(-1) },
    frame_forward: { isPossible, run: () => transport().step(1) },
    loop: { icon: Repeat, run: () => app.saveSettings({ loop: !app.state.settings.loop }) },
    mute: { icon: VolumeX, run: () => app.saveSettings({ muted: !app.state.settings.muted }) }
  })
}
