import { actionInfo, actionNames, type ActionInfo, type ActionName, type ActionPlace } from '@shared/actions'
import type { Services } from '../services'
import { isMac } from '../utils/platform'
import type { ActionHandler } from './handlers/action-handler'
import { isOnBoard } from './clip-commands'
import { boardHandlers } from './handlers/board-handlers'
import { clipHandlers } from './handlers/clip-handlers'
import { compareHandlers } from './handlers/compare-handlers'
import { helpHandlers } from './handlers/help-handlers'
import { importHandlers } from './handlers/import-handlers'
import { playbackHandlers } from './handlers/playback-handlers'
import { ratingHandlers } from './handlers/rating-handlers'
import { timelineHandlers } from './handlers/timeline-handlers'
import { viewerHandlers } from './handlers/viewer-handlers'
import { windowHandlers } from './handlers/window-handlers'

/**
 * Something the user can do, by button, menu, palette or shortcut.
 *
 * @public The declaration of the window's context names it.
 */
export type UserAction = ActionInfo & ActionHandler

export type UserActions = Readonly<Record<ActionName, UserAction>>

/** Returns every action: its title and shortcut from the list that the menu bar shares, its handler from here. */
export function createUserActions(services: Services): UserActions {
  const handlers: Readonly<Record<ActionName, ActionHandler>> = {
    ...windowHandlers(services),
    ...clipHandlers(services),
    ...ratingHandlers(services),
    ...boardHandlers(services),
    ...timelineHandlers(services),
    ...playbackHandlers(services),
    ...viewerHandlers(services),
    ...compareHandlers(services),
    ...importHandlers(services),
    ...helpHandlers(services)
  }
  const entries = actionNames.map((name) => {
    const info = actionInfo(name, isMac)
    const isPossible = (): boolean =>
      info.places.includes(placeOf(services)) && (handlers[name].isPossible?.() ?? true)
    return [name, { ...info, ...handlers[name], isPossible }]
  })
  return Object.fromEntries(entries) as UserActions
}

function placeOf(services: Services): ActionPlace {
  const { compare, viewer } = services
  if (compare.isOpen) return 'compare'
  if (viewer.isOpen) return 'viewer'
  return isOnBoard(services) ? 'board' : 'library'
}

export const isPossible = (action: Pick<UserAction, 'isPossible'>): boolean => action.isPossible?.() ?? true
