import type { IconComponent } from '$lib/components/icon-component'
import type { ActionName } from '@shared/actions'

/** What an action does in this window. */
export interface ActionHandler {
  readonly icon: IconComponent
  /** Left out where running it with nothing to do is harmless. */
  readonly isPossible?: () => boolean
  /** Whether a held key repeats it now. */
  readonly mayRepeat?: () => boolean
  /** A few words beside its title, such as what it costs. */
  readonly note?: () => string
  readonly tone?: 'plain' | 'warn'
  readonly run: () => unknown
}

/** Types the handlers of some actions: those of all parts together have to be all. */
export const handlersOf = <Name extends ActionName>(
  handlers: Readonly<Record<Name, ActionHandler>>
): Readonly<Record<Name, ActionHandler>> => handlers
