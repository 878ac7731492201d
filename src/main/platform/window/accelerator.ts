import type { Shortcut } from '@shared/actions'

const names: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down'
}

/**
 * Returns a shortcut as Electron's menus write it.
 *
 * @see https://www.electronjs.org/docs/latest/tutorial/keyboard-shortcuts#accelerators
 */
export function acceleratorOf({ key, mod, shift, alt }: Shortcut): string {
  const name = names[key] ?? (key.length === 1 ? key.toUpperCase() : key)
  return [mod && 'CmdOrCtrl', alt && 'Alt', shift && 'Shift', name].filter(Boolean).join('+')
}
