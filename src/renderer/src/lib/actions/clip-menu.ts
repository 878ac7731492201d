import type { ActionName } from '@shared/actions'
import type { GenerationId } from '@shared/generation'
import type { MenuItem } from '../components/overlay/menu-item'
import type { Services } from '../services'
import { isPossible, type UserActions } from './user-actions'

/** Groups of the menu, with a line between them. */
const groups: readonly (readonly ActionName[])[] = [
  ['reuse', 'make_again', 'run_on', 'same_prompt'],
  ['copy_files', 'copy_paths', 'save_copy', 'editor_copy', 'reveal', 'rename_files', 'export_timeline'],
  ['copy_prompt', 'copy_link', 'copy_request', 'copy_report'],
  ['favourite', 'reject', 'circle', 'tag', 'into_shot', 'to_previous_shot', 'to_next_shot'],
  ['restore', 'trash', 'erase']
]

/** Returns what can be done with the selection now, in the order of its context menu. */
export const clipMenu = (userActions: UserActions): readonly MenuItem[] =>
  groups.flatMap((names) =>
    names
      .map((name) => userActions[name])
      .filter(isPossible)
      .map((action, at) => ({ ...action, startsGroup: at === 0 }))
  )

/**
 * Selects the clip under a menu that opens, unless it is selected. Beside the clips there is no menu.
 *
 * @param name Of the data attribute that has the id of a clip.
 */
export function selectUnderMenu(
  event: MouseEvent,
  name: 'id' | 'take',
  { selection }: Pick<Services, 'selection'>
): void {
  const element = event.target instanceof Element ? event.target.closest<HTMLElement>(`[data-${name}]`) : null
  const id = element?.dataset[name] as GenerationId | undefined
  if (id === undefined) event.stopPropagation()
  else if (!selection.has(id)) selection.select(id)
}
