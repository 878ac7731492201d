import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right'
import ChevronLeft from '@lucide/svelte/icons/chevron-left'
import ChevronRight from '@lucide/svelte/icons/chevron-right'
import Columns from '@lucide/svelte/icons/columns-2'
import Diff from '@lucide/svelte/icons/diff'
import Headphones from '@lucide/svelte/icons/headphones'
import SkipBack from '@lucide/svelte/icons/skip-back'
import SkipForward from '@lucide/svelte/icons/skip-forward'
import SplitVertical from '@lucide/svelte/icons/square-split-horizontal'
import { isUsable, type GenerationId, type GenerationView } from '@shared/generation'
import type { Services } from '../../services'
import { mostCompared } from '../../state/compare/compare-manager.svelte'
import { handlersOf } from './action-handler'
import { isOnBoard, playableSelection } from '../clip-commands'

/** Returns the actions on clips beside each other. */
export function compareHandlers(services: Services) {
  const { board, client, compare, errors, library, selection, toasts, viewer } = services
  /** Runs with the active pane. */
  const withActive = (run: (id: GenerationId) => void) => (): void => {
    if (compare.active !== null) run(compare.active)
  }
  /** The selected clips; in the viewer the one in view and those after it in its strip. */
  const candidates = (): readonly GenerationId[] =>
    viewer.shown === null ? playableSelection(services) : fewFrom(viewer.shown, viewer.strip.ids)
  const mostSelected = (): number => (viewer.isOpen ? mostCompared : selection.size)

  /** Returns the takes of the shot on the board, elsewhere the clips of the batch, with the clip itself. */
  async function takesBeside(id: GenerationId): Promise<readonly GenerationView[]> {
    const shot = isOnBoard(services) ? board.find(id)?.annotations.shotId : null
    if (shot) return board.takesOf(shot) ?? []
    return (await client.call('generations.batch', { id })).items
  }

  const compareOne = (id: GenerationId): Promise<boolean> =>
    errors.attempt('Couldn’t read the other takes', async () => {
      const takes = (await takesBeside(id)).filter(
        ({ deletedAtMs, videos }) => deletedAtMs === null && videos.some(isUsable)
      )
      const ids = takes.map((take) => take.id)
      library.rows.put(takes)
      if (ids.length >= 2) compare.open(fewFrom(id, ids))
      else toasts.show({ text: 'Select another clip to compare it with', kind: 'nothing to compare' })
    })

  return handlersOf({
    compare: {
      icon: Columns,
      isPossible: () => {
        if (mostSelected() > mostCompared) return false
        const { length } = candidates()
        return length >= (viewer.isOpen ? 2 : 1) && length <= mostCompared
      },
      run: () => {
        const [first, ...others] = candidates()
        if (first === undefined) return undefined
        return others.length === 0 ? compareOne(first) : compare.open([first, ...others])
      }
    },
    previous_pane: { icon: SkipBack, run: () => compare.goOn(-1) },
    next_pane: { icon: SkipForward, run: () => compare.goOn(1) },
    swap_panes: { icon: ArrowLeftRight, run: () => compare.swap(1) },
    shift_back: { icon: ChevronLeft, run: withActive((id) => compare.shift(id, -1)) },
    shift_forward: { icon: ChevronRight, run: withActive((id) => compare.shift(id, 1)) },
    hear: { icon: Headphones, run: withActive((id) => compare.hear(id)) },
    wipe: {
      icon: SplitVertical,
      isPossible: () => compare.ids.length === 2,
      run: () => compare.toggleWipe()
    },
    differences: { icon: Diff, run: () => compare.toggleDifferences() }
  })
}

/** Returns as many clips as can be compared, from one on and then from the start. */
function fewFrom(id: GenerationId, ids: readonly GenerationId[]): readonly GenerationId[] {
  if (ids.length <= mostCompared) return ids
  const at = ids.indexOf(id)
  return [...ids.slice(at), ...ids.slice(0, at)].slice(0, mostCompared)
}
