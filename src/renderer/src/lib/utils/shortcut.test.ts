import { expect, it } from 'vitest'
import { formatShortcut, isTyping, matchesShortcut } from './shortcut'

const press = (key: string, modifiers: KeyboardEventInit = {}): KeyboardEvent =>
  new KeyboardEvent('keydown', { key, ...modifiers })

it('uses Ctrl on a PC and ⌘ on a Mac', () => {
  const search = { key: 'f', mod: true }
  expect(matchesShortcut(press('f', { ctrlKey: true }), search, false)).toBe(true)
  expect(matchesShortcut(press('f', { ctrlKey: true }), search, true)).toBe(false)
  expect(matchesShortcut(press('f', { metaKey: true }), search, true)).toBe(true)
  expect(matchesShortcut(press('f'), search, false)).toBe(false)
})

it('distinguishes a shortcut from the same one with Shift', () => {
  expect(matchesShortcut(press('C', { ctrlKey: true, shiftKey: true }), { key: 'c', mod: true }, false)).toBe(
    false
  )
})

it('accepts a symbol that needs Shift', () => {
  expect(matchesShortcut(press('?', { shiftKey: true }), { key: '?' }, false)).toBe(true)
})

it('formats shortcuts for each system', () => {
  const shortcut = { key: 'c', mod: true, shift: true }
  expect([formatShortcut(shortcut, false), formatShortcut(shortcut, true)]).toEqual(['Ctrl Shift C', '⌘ ⇧ C'])
})

it('distinguishes a text field from a slider', () => {
  const slider = Object.assign(document.createElement('input'), { type: 'range' })
  expect([document.createElement('textarea'), slider, document.body].map(isTyping)).toEqual([
    true,
    false,
    false
  ])
})
