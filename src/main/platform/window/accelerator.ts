import type { Shortcut } from '@shared/actions'

const names: Readonly<Record<string, string>> = { ' ': 'Space' }

/**
 * Returns a shortcut as Electron's menus write it.
 *
 * @see https://www.electronjs.org/docs/latest/tutorial/keyboard-shortcuts#accelerators
 */
export function acceleratorOf({ key, mod, shift }: Shortcut): string {
  const name = names[key] ?? (key.length === 1 ? key.toUpperCase() : key)
  return [mod && 'CmdOrCtrl', shift && 'Shift', name].filter(Boolean).join('+')
}
