import type { Services } from '../services'
import { handlersOf } from './action-handler'

/** Returns the actions on the player that is shown. */
export function playbackHandlers({ player }: Services) {
  const isPossible = (): boolean => player.hasVideo
  return handlersOf({
    play: { isPossible, run: () => player.toggle() },
    play_backwards: { isPossible, run: () => player.playBackwards() },
    stop: { isPossible, run: () => player.pause() },
    play_forwards: { isPossible, run: () => player.play() },
    frame_back: { isPossible, run: () => player.step(-1) },
    frame_forward: { isPossible, run: () => player.step(1) }
  })
}
