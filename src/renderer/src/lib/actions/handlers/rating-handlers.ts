import CircleDot from '@lucide/svelte/icons/circle-dot'
import Clapperboard from '@lucide/svelte/icons/clapperboard'
import Heart from '@lucide/svelte/icons/heart'
import Star from '@lucide/svelte/icons/star'
import StarOff from '@lucide/svelte/icons/star-off'
import TagIcon from '@lucide/svelte/icons/tag'
import ThumbsDown from '@lucide/svelte/icons/thumbs-down'
import type { GenerationId, GenerationView } from '@shared/generation'
import type { Services } from '../../services'
import { handlersOf, type ActionHandler } from './action-handler'
import { firstWords } from '../../utils/format'
import { openInspector, selectedClips } from '../clip-commands'

/** Of a shot that is named after its prompt. */
const longestShotName = 50

/** Circles a clip that is in no shot: it, and the others without one beside it in Compare, become takes of a shot. */
function circleInNewShot(
  { annotations, compare }: Pick<Services, 'annotations' | 'compare'>,
  clip: GenerationView
): Promise<void> {
  const {
    id,
    request,
    annotations: { projectId }
  } = clip
  const takes = (compare.isOpen ? compare.clips : [clip]).filter(
    ({ annotations: { shotId } }) => shotId === null
  )
  return annotations.circleInShot(
    takes.map((take) => take.id),
    id,
    { name: firstWords(request.prompt, longestShotName) || 'New shot', projectId }
  )
}

/** Returns the actions that say something about the selected clips, or about the one that is looked at. */
export function ratingHandlers(services: Services) {
  const { annotations, compare, library, selection, toasts, viewer, window: parts } = services
  /** The clip that is looked at, beside others or alone. */
  const viewed = (): GenerationId | null => (compare.isOpen ? compare.active : viewer.shown)
  const hasSelection = (): boolean => viewed() !== null || selection.size > 0
  const ids = (): readonly GenerationId[] => {
    const looked = viewed()
    return looked === null ? selectedClips(services) : [looked]
  }
  /** The selected clips whose rows are read: what they have now decides what a toggle does. */
  const rows = (): readonly GenerationView[] => ids().flatMap((id) => library.find(id) ?? [])
  const rate = (stars: number): ActionHandler => ({
    icon: stars === 0 ? StarOff : Star,
    isPossible: hasSelection,
    run: () => annotations.set(ids(), { stars })
  })
  const toggle = (name: 'isRejected' | 'isFavourite') => (): Promise<void> =>
    annotations.toggle(ids(), rows(), name)
  const inInspector = (field: 'tags' | 'shot') => async (): Promise<void> => {
    await openInspector(services)
    parts.callField(field)
  }
  const circle: ActionHandler = {
    icon: CircleDot,
    isPossible: hasSelection,
    run: () => {
      const chosen = rows()
      const inShots = chosen.filter((row) => row.annotations.shotId !== null)
      if (inShots.length === 0) {
        const [only] = ids().length === 1 ? chosen : []
        if (only) return circleInNewShot(services, only)
        // Of several, nobody knows which is the one to use.
        toasts.show({ text: 'Put the clips into a shot first, then circle one', kind: 'no_shot' })
        return undefined
      }
      const some = inShots.map(({ id }) => id)
      return annotations.toggle(some, inShots, 'isCircled')
    }
  }
  return handlersOf({
    rate_5: rate(5),
    rate_4: rate(4),
    rate_3: rate(3),
    rate_2: rate(2),
    rate_1: rate(1),
    rate_0: rate(0),
    reject: { icon: ThumbsDown, isPossible: hasSelection, run: toggle('isRejected') },
    favourite: { icon: Heart, isPossible: hasSelection, run: toggle('isFavourite') },
    circle,
    circle_viewed: circle,
    tag: { icon: TagIcon, isPossible: hasSelection, run: inInspector('tags') },
    into_shot: { icon: Clapperboard, isPossible: hasSelection, run: inInspector('shot') }
  })
}
