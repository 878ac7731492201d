/** A key with its modifiers. `mod` is Ctrl, and ⌘ on a Mac. */
export interface Shortcut {
  readonly key: string
  readonly mod?: boolean
  readonly shift?: boolean
}

const names: Readonly<Record<string, string>> = {
  Enter: '↵',
  Delete: 'Del',
  Escape: 'Esc',
  ArrowUp: '↑',
  ' ': 'Space'
}

const name = (key: string): string => names[key] ?? (key.length === 1 ? key.toUpperCase() : key)

/** `Ctrl ↵` and `⌘ ↵`: how tooltips and menus write it. */
export function formatShortcut(shortcut: Shortcut, isMac: boolean): string {
  const parts = [name(shortcut.key)]
  if (shortcut.shift) parts.unshift(isMac ? '⇧' : 'Shift')
  if (shortcut.mod) parts.unshift(isMac ? '⌘' : 'Ctrl')
  return parts.join(' ')
}

export function matchesShortcut(event: KeyboardEvent, shortcut: Shortcut, isMac: boolean): boolean {
  const mod = isMac ? event.metaKey : event.ctrlKey
  const otherMod = isMac ? event.ctrlKey : event.metaKey
  if (otherMod || event.altKey || mod !== (shortcut.mod ?? false)) return false
  if (event.key.toLowerCase() !== shortcut.key.toLowerCase()) return false
  // `?` needs Shift on most keyboards, so for signs the character alone decides.
  const isSign = shortcut.key.length === 1 && !/[a-z0-9]/i.test(shortcut.key)
  return isSign || event.shiftKey === (shortcut.shift ?? false)
}

/** Whether a key press is meant for a text field. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button'].includes(target.type)
}
