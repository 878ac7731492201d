import { statesInProgress, type GenerationView } from '../generation'
import { matchesSearch } from '../search/match-search'
import { parseSearch } from '../search/parse-search'
import {
  allOf,
  anyOf,
  hasOtherState,
  hasState,
  hasVideo,
  isCancelled,
  isDeleted,
  isHidden,
  isKept,
  isVisible,
  waitsForClick,
  type Predicate
} from './predicate'

const isListed = allOf(isKept, isVisible, hasOtherState('cancelled'))
/** Something waits for the user and will not go on by itself. */
const needsYou = anyOf(hasState('unconfirmed', 'failed'), waitsForClick, hasVideo('refused', 'missing'))

/** The views of the library, in the order of their tabs. The database filters by `sql`, the window by `matches`. */
export const views = {
  all: isListed,
  in_progress: allOf(isListed, hasState(...statesInProgress)),
  needs_you: allOf(isListed, needsYou),
  trash: anyOf(isDeleted, isHidden, isCancelled)
} as const satisfies Readonly<Record<string, Predicate>>

export type View = keyof typeof views
export const viewNames = Object.keys(views) as readonly View[]

/** Returns whether a view with a search shows a generation. */
export const isShown = (
  generation: GenerationView,
  { view, text }: { readonly view: View; readonly text: string }
): boolean => views[view].matches(generation) && matchesSearch(generation, parseSearch(text))
