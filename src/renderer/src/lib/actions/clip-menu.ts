import type { ActionName } from '@shared/actions'
import { isPossible, type UserAction, type UserActions } from './user-actions'

const names: readonly ActionName[] = [
  'reuse',
  'make_again',
  'run_on',
  'copy_files',
  'copy_paths',
  'save_copy',
  'editor_copy',
  'copy_prompt',
  'copy_link',
  'copy_request',
  'copy_report',
  'same_prompt',
  'reveal',
  'rename_files',
  'export_timeline',
  'favourite',
  'reject',
  'circle',
  'tag',
  'into_shot',
  'to_previous_shot',
  'to_next_shot',
  'restore',
  'trash',
  'erase'
]

/** Returns what can be done with the selection now, in the order of its context menu. */
export const clipMenu = (userActions: UserActions): readonly UserAction[] =>
  names.map((name) => userActions[name]).filter(isPossible)
