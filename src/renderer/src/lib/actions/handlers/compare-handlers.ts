import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right'
import ChevronLeft from '@lucide/svelte/icons/chevron-left'
import ChevronRight from '@lucide/svelte/icons/chevron-right'
import Columns from '@lucide/svelte/icons/columns-2'
import Diff from '@lucide/svelte/icons/diff'
import Headphones from '@lucide/svelte/icons/headphones'
import SkipBack from '@lucide/svelte/icons/skip-back'
import SkipForward from '@lucide/svelte/icons/skip-forward'
import SplitVertical from '@lucide/svelte/icons/square-split-horizontal'
import type { GenerationId } from '@shared/generation'
import type { Services } from '../../services'
import { mostCompared } from '../../state/compare/compare-manager.svelte'
import { handlersOf } from './action-handler'
import { playableSelection } from '../clip-commands'

/** Returns the actions on clips beside each other. */
export function compareHandlers(services: Services) {
  const { compare, selection, viewer } = services
  /** Runs with the active pane. */
  const withActive = (run: (id: GenerationId) => void) => (): void => {
    if (compare.active !== null) run(compare.active)
  }
  /** The selected clips; in the viewer the one in view and those after it in its strip. */
  const candidates = (): readonly GenerationId[] => {
    if (viewer.shown === null) return playableSelection(services)
    const { ids } = viewer.strip
    const at = ids.indexOf(viewer.shown)
    const isFew = ids.length <= mostCompared
    return isFew ? ids : [...ids.slice(at), ...ids.slice(0, at)].slice(0, mostCompared)
  }
  const mostSelected = (): number => (viewer.isOpen ? mostCompared : selection.size)

  return handlersOf({
    compare: {
      icon: Columns,
      isPossible: () => {
        if (mostSelected() > mostCompared) return false
        const { length } = candidates()
        return length >= 2 && length <= mostCompared
      },
      run: () => compare.open(candidates())
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
