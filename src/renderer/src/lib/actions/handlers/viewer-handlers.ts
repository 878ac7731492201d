import ArrowLeftToLine from '@lucide/svelte/icons/arrow-left-to-line'
import ArrowRightToLine from '@lucide/svelte/icons/arrow-right-to-line'
import ChevronFirst from '@lucide/svelte/icons/chevron-first'
import ChevronLast from '@lucide/svelte/icons/chevron-last'
import ChevronLeft from '@lucide/svelte/icons/chevron-left'
import ChevronRight from '@lucide/svelte/icons/chevron-right'
import Eraser from '@lucide/svelte/icons/eraser'
import Expand from '@lucide/svelte/icons/expand'
import Fullscreen from '@lucide/svelte/icons/fullscreen'
import ImageDown from '@lucide/svelte/icons/image-down'
import ZoomIn from '@lucide/svelte/icons/zoom-in'
import type { Services } from '../../services'
import { noMarks, rangeOf, withIn, withOut, type Marks } from '../../state/player/marks'
import { handlersOf, type ActionHandler } from './action-handler'
import { canBeViewed } from '../clip-commands'

/** Returns the actions on the clip that fills the window. */
export function viewerHandlers(services: Services) {
  const { frames, marks, player, selection, viewer } = services
  const isPossible = (): boolean => player.hasVideo
  const mark = (icon: ActionHandler['icon'], change: (before: Marks) => Marks): ActionHandler => ({
    icon,
    isPossible,
    run: () => viewer.shown !== null && marks.set(viewer.shown, change(marks.of(viewer.shown)))
  })
  /** Goes to the nearest start, in, out or end in a direction. */
  const goToEdge = (direction: 1 | -1): void => {
    if (viewer.shown === null) return
    const { first, last } = rangeOf(marks.of(viewer.shown), player.frames, player.timebase) ?? {
      first: 0,
      last: 0
    }
    const edges = [0, first, last, player.frames - 1].filter((edge) => (edge - player.frame) * direction > 0)
    const [nearest] = edges.toSorted((a, b) => (a - b) * direction)
    if (nearest !== undefined) player.step(nearest - player.frame)
  }

  return handlersOf({
    open_viewer: {
      icon: Expand,
      isPossible: () => selection.shown !== null && canBeViewed(services, selection.shown),
      run: () => selection.shown !== null && viewer.open(selection.shown)
    },
    previous_clip: { icon: ChevronLeft, run: () => viewer.go(-1) },
    next_clip: { icon: ChevronRight, run: () => viewer.go(1) },
    previous_edge: { icon: ChevronFirst, isPossible, run: () => goToEdge(-1) },
    next_edge: { icon: ChevronLast, isPossible, run: () => goToEdge(1) },
    mark_in: mark(ArrowLeftToLine, (before) => withIn(before, player.frame, player.timebase)),
    mark_out: mark(ArrowRightToLine, (before) => withOut(before, player.frame, player.timebase)),
    clear_in: mark(Eraser, (before) => ({ ...before, inMs: null })),
    clear_out: mark(Eraser, (before) => ({ ...before, outMs: null })),
    clear_marks: mark(Eraser, () => noMarks),
    save_frame: { icon: ImageDown, isPossible, run: () => frames.save(viewer.generation) },
    actual_size: { icon: ZoomIn, isPossible, run: () => viewer.toggleActualSize() },
    full_screen: { icon: Fullscreen, run: () => viewer.toggleFullScreen() }
  })
}
