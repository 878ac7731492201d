import ChevronLeft from '@lucide/svelte/icons/chevron-left'
import ChevronRight from '@lucide/svelte/icons/chevron-right'
import FastForward from '@lucide/svelte/icons/fast-forward'
import Play from '@lucide/svelte/icons/play'
import Repeat from '@lucide/svelte/icons/repeat'
import Rewind from '@lucide/svelte/icons/rewind'
import Square from '@lucide/svelte/icons/square'
import VolumeX from '@lucide/svelte/icons/volume-x'
import type { Services } from '../../services'
import type { Transport } from '../../state/player/transport'
import { handlersOf } from './action-handler'

/** Returns the actions on the player that is shown. */
export function playbackHandlers({ app, compare, player }: Services) {
  const transport = (): Transport => (compare.isOpen ? compare.player : player)
  const isPossible = (): boolean => transport().hasVideo
  return handlersOf({
    play: { icon: Play, isPossible, run: () => transport().toggle() },
    play_backwards: {
      icon: Rewind,
      isPossible,
      mayRepeat: () => transport().isHeld,
      run: () => transport().shuttleTo(-1)
    },
    stop: { icon: Square, isPossible, run: () => transport().hold() },
    play_forwards: {
      icon: FastForward,
      isPossible,
      mayRepeat: () => transport().isHeld,
      run: () => transport().shuttleTo(1)
    },
    frame_back: { icon: ChevronLeft, isPossible, run: () => transport().step(-1) },
    frame_forward: { icon: ChevronRight, isPossible, run: () => transport().step(1) },
    loop: { icon: Repeat, run: () => app.saveSettings({ loop: !app.state.settings.loop }) },
    mute: { icon: VolumeX, run: () => app.saveSettings({ muted: !app.state.settings.muted }) }
  })
}
