import type { Shortcut } from '@shared/actions'

const names: Readonly<Record<string, string>> = {
  Enter: '↵',
  Delete: 'Del',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  ' ': 'Space'
}

const name = (key: string): string => names[key] ?? (key.length === 1 ? key.toUpperCase() : key)

/** Returns a shortcut as tooltips and menus write it: `Ctrl ↵`, `⌘ ↵`. */
export function formatShortcut(shortcut: Shortcut, isMac: boolean): string {
  const parts = [name(shortcut.key)]
  if (shortcut.shift) parts.unshift(isMac ? '⇧' : 'Shift')
  if (shortcut.alt) parts.unshift(isMac ? '⌥' : 'Alt')
  if (shortcut.mod) parts.unshift(isMac ? '⌘' : 'Ctrl')
  return parts.join(' ')
}

/** Returns whether a key press is a shortcut, on any keyboard layout. */
export function matchesShortcut(event: KeyboardEvent, shortcut: Shortcut, isMac: boolean): boolean {
  const mod = isMac ? event.metaKey : event.ctrlKey
  const otherMod = isMac ? event.ctrlKey : event.metaKey
  if (otherMod || mod !== (shortcut.mod ?? false) || event.altKey !== (shortcut.alt ?? false)) return false
  if (!isKey(event, shortcut.key)) return false
  // `?` needs Shift on most keyboards, so for symbols only the character counts.
  const isSign = shortcut.key.length === 1 && !/[a-z0-9]/i.test(shortcut.key)
  return isSign || event.shiftKey === (shortcut.shift ?? false)
}

/** Positions of symbols that are shortcuts; those of letters and digits follow from their names. */
const placesOfSigns: Readonly<Record<string, { readonly code: string; readonly shift?: true }>> = {
  ',': { code: 'Comma' },
  '.': { code: 'Period' },
  '[': { code: 'BracketLeft' },
  ']': { code: 'BracketRight' },
  '?': { code: 'Slash', shift: true }
}

/** Signs that are behind AltGr or Option on many keyboards: their places count too, whatever sign is there. */
const hiddenSigns: readonly string[] = ['[', ']']

/**
 * Returns whether an event is of a key: by the Latin letter or digit it produces (AZERTY, Dvorak), and by its
 * position where it produces none (Cyrillic, Greek). Digits go by position where their row produces symbols, as on
 * a French keyboard, and so do brackets.
 */
export function isKey(
  { key, code, shiftKey }: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>,
  wanted: string
): boolean {
  if (key.toLowerCase() === wanted.toLowerCase()) return true
  if (/^\d$/.test(wanted)) return code === `Digit${wanted}` && !/^[a-z0-9]$/i.test(key)
  if (makesAscii(key) && !(hiddenSigns.includes(wanted) && isUnusedSign(key))) return false
  if (/^[a-z]$/i.test(wanted)) return code === `Key${wanted.toUpperCase()}`
  const place = placesOfSigns[wanted]
  return place !== undefined && code === place.code && (!place.shift || shiftKey)
}

/** Returns whether a key produces a sign that is no shortcut. */
const isUnusedSign = (key: string): boolean => !/^[a-z0-9 ]$/i.test(key) && !Object.hasOwn(placesOfSigns, key)

const makesAscii = (key: string): boolean => key.length === 1 && key < '\u0080'

/** Returns whether a key press is meant for a text field. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button'].includes(target.type)
}
