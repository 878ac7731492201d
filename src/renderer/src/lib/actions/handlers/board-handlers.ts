import ArrowDownToLine from '@lucide/svelte/icons/arrow-down-to-line'
import ArrowUpToLine from '@lucide/svelte/icons/arrow-up-to-line'
import type { Item } from '@shared/library/items'
import type { Services } from '../../services'
import { selectedClips } from '../clip-commands'
import { handlersOf, type ActionHandler } from './action-handler'

/** Returns the actions on takes of the board. */
export function boardHandlers(services: Services) {
  const { annotations, board, library, selection } = services
  /** The shot above or below that of the selected take. */
  const neighbour = (step: 1 | -1): Item | undefined => {
    const shot = selection.shown === null ? null : library.find(selection.shown)?.annotations.shotId
    const at = board.shots.findIndex(({ id }) => id === shot)
    return at === -1 ? undefined : board.shots[at + step]
  }
  const move = (icon: ActionHandler['icon'], step: 1 | -1): ActionHandler => ({
    icon,
    isPossible: () => neighbour(step) !== undefined,
    run: () => {
      const shot = neighbour(step)
      return shot && annotations.moveInto(selectedClips(services), shot)
    }
  })
  return handlersOf({
    to_previous_shot: move(ArrowUpToLine, -1),
    to_next_shot: move(ArrowDownToLine, 1)
  })
}
