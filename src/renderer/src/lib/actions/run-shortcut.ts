import type { Services } from '../services'
import { isMac } from '../utils/platform'
import { isKey, isTyping, matchesShortcut } from '../utils/shortcut'
import { isPossible, type UserAction, type UserActions } from './user-actions'

/** Runs the action that a key press stands for. */
export function runShortcut(event: KeyboardEvent, services: Services, userActions: UserActions): void {
  if (event.defaultPrevented) return
  // Reloading loses nothing, but stops every player and closes every dialog.
  if (isReload(event)) event.preventDefault()
  if (!takesActions(services)) return

  const typing = isTyping(event.target)
  if (event.key === 'Escape' && !typing) {
    escape(services)
    return
  }
  if (event.key === ' ' && event.target instanceof HTMLButtonElement) return
  if (event.target instanceof Element && event.target.closest('[role="menu"],[data-popover-content]')) {
    return
  }
  // One key may stand for several actions, of which one is possible at a time.
  const action = Object.values(userActions).find(
    (one) =>
      one.shortcut &&
      (one.whileTyping || !typing) &&
      matchesShortcut(event, one.shortcut, isMac) &&
      isPossible(one)
  )
  if (!action) return
  event.preventDefault()
  if (!event.repeat || action.repeats || action.mayRepeat?.()) void action.run()
}

type Players = Pick<Services, 'compare' | 'player'>

/** Ends what lasts as long as a key is held, when it is let go. */
export function releaseShortcut(event: KeyboardEvent, players: Players): void {
  if (isKey(event, 'k')) releaseHeld(players)
}

/** Ends what lasts as long as a key is held: a window without the keyboard isn't told that it was let go. */
export function releaseHeld({ compare, player }: Players): void {
  player.release()
  compare.player.release()
}

/** Runs an action that was chosen in the menu bar, unless a dialog is open. */
export function runChosen(action: UserAction, services: Services): void {
  if (takesActions(services) && isPossible(action)) void action.run()
}

/** Returns whether shortcuts and the menu bar do anything: not on the first screen, nor beside a dialog. */
export function takesActions({ app, confirm, window: parts }: Services): boolean {
  const isDialogOpen = confirm.question !== null || (parts.panel !== null && parts.panel !== 'queue')
  return app.isLoaded && !app.isFirstRun && !isDialogOpen
}

function isReload(event: KeyboardEvent): boolean {
  return event.key === 'F5' || ((event.ctrlKey || event.metaKey) && isKey(event, 'r'))
}

/** Closes the topmost dialog or panel; with nothing open, clears the selection. */
function escape({ compare, selection, viewer, window: parts }: Services): void {
  if (compare.isOpen) compare.close()
  else if (viewer.isOpen) viewer.close()
  else if (parts.panel !== null) parts.close()
  else if (parts.isNarrow && parts.isOverlayOpen) parts.setOverlay(false)
  else selection.clear()
}
