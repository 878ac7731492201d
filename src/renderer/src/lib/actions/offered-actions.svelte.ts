import { actionNames, type ActionName } from '@shared/actions'
import type { Services } from '../services'
import { takesActions } from './run-shortcut'
import { isPossible, type UserActions } from './user-actions'

/** Keeps the menu bar at what can be done now. Returns the clean-up. */
export function offerActions(services: Services, userActions: UserActions): () => void {
  const { client, firstPaint } = services
  let offered = ''
  return $effect.root(() => {
    $effect(() => {
      const actions = firstPaint.isDone ? possibleActions(services, userActions) : []
      if (actions.join() === offered) return
      offered = actions.join()
      client.send('menu.possible', { actions })
    })
  })
}

const possibleActions = (services: Services, userActions: UserActions): readonly ActionName[] =>
  takesActions(services) ? actionNames.filter((name) => isPossible(userActions[name])) : []
