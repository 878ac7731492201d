import { expect, it } from 'vitest'
import { actionInfo, actionNames, type Shortcut } from '@shared/actions'
import { isKey, matchesShortcut } from './shortcut'

/** A key event: the character, and the position of the key on an American keyboard. */
type Press = readonly [key: string, code: string, modifiers?: KeyboardEventInit]

const press = ([key, code, modifiers = {}]: Press): KeyboardEvent =>
  new KeyboardEvent('keydown', { key, code, ...modifiers })
const ctrl = { ctrlKey: true }
const search: Shortcut = { key: 'f', mod: true }
const copy: Shortcut = { key: 'c', mod: true }
const copyPath: Shortcut = { key: 'c', mod: true, shift: true }
const undo: Shortcut = { key: 'z', mod: true }
const all: Shortcut = { key: 'a', mod: true }

it.each<[string, Press, Shortcut]>([
  ['Russian', ['а', 'KeyF', ctrl], search],
  ['Russian', ['т', 'KeyN', ctrl], { key: 'n', mod: true }],
  ['Russian', ['ф', 'KeyA', ctrl], all],
  ['Russian', ['с', 'KeyC', ctrl], copy],
  ['Russian', ['С', 'KeyC', { ctrlKey: true, shiftKey: true }], copyPath],
  ['Russian', ['о', 'KeyJ'], { key: 'j' }],
  ['Russian', ['л', 'KeyK'], { key: 'k' }],
  ['Russian', ['д', 'KeyL'], { key: 'l' }],
  ['Russian', ['к', 'KeyR'], { key: 'r' }],
  ['Russian', ['б', 'Comma', ctrl], { key: ',', mod: true }],
  ['Russian', ['ю', 'Period'], { key: '.' }],
  ['Russian', ['х', 'BracketLeft'], { key: '[' }],
  ['Russian', ['ъ', 'BracketRight'], { key: ']' }],
  ['Russian', ['?', 'Digit7', { shiftKey: true }], { key: '?' }],
  ['Greek', ['φ', 'KeyF', ctrl], search],
  ['Greek', ['ψ', 'KeyC', ctrl], copy],
  ['Hebrew', ['כ', 'KeyF', ctrl], search],
  ['Hebrew', ['ת', 'Comma'], { key: ',' }],
  ['Arabic', ['ب', 'KeyF', ctrl], search],
  ['Arabic', ['؟', 'Slash', { shiftKey: true }], { key: '?' }],
  ['Arabic', ['١', 'Digit1', ctrl], { key: '1', mod: true }],
  ['Korean, writing', ['Process', 'KeyF', ctrl], search],
  ['French', ['&', 'Digit1', ctrl], { key: '1', mod: true }],
  ['French', ['"', 'Digit3', ctrl], { key: '3', mod: true }],
  ['French', ['a', 'KeyQ', ctrl], all],
  ['French', ['z', 'KeyW', ctrl], undo],
  ['Czech', ['+', 'Digit1', ctrl], { key: '1', mod: true }],
  ['German', ['z', 'KeyY', ctrl], undo],
  ['German', ['ü', 'BracketLeft'], { key: '[' }],
  ['German', ['+', 'BracketRight'], { key: ']' }],
  ['German, with AltGr', [']', 'Digit9'], { key: ']' }],
  ['French', ['Dead', 'BracketLeft'], { key: '[' }],
  ['French', ['$', 'BracketRight'], { key: ']' }],
  ['Dvorak', [']', 'Equal'], { key: ']' }],
  ['Dvorak', ['f', 'KeyY', ctrl], search],
  ['Dvorak', ['c', 'KeyI', ctrl], copy],
  ['American', ['F', 'KeyF', ctrl], search],
  ['American, number pad', ['1', 'Numpad1', ctrl], { key: '1', mod: true }]
])('on a %s keyboard, %j triggers %j', (_, event, shortcut) => {
  expect(matchesShortcut(press(event), shortcut, false)).toBe(true)
})

it.each<[string, Press, Shortcut]>([
  ['French', ['q', 'KeyA', ctrl], all],
  ['German', ['y', 'KeyZ', ctrl], undo],
  ['Dvorak', ['u', 'KeyF', ctrl], search],
  ['Dvorak', [';', 'KeyZ', ctrl], undo],
  ['Russian', ['а', 'KeyF'], search],
  ['Russian', ['С', 'KeyC', { ctrlKey: true, shiftKey: true }], copy],
  ['Arabic', ['ظ', 'Slash'], { key: '?' }],
  ['Russian', ['.', 'Slash'], { key: '?' }],
  ['Russian', [',', 'Slash', { shiftKey: true }], { key: '?' }],
  ['Dvorak', ['?', 'BracketLeft', { shiftKey: true }], { key: '[' }],
  ['Bépo', ['z', 'BracketRight'], { key: ']' }],
  ['American', ['[', 'BracketLeft'], { key: ']' }],
  ['French, with Shift', ['1', 'Digit1', { ctrlKey: true, shiftKey: true }], { key: '1', mod: true }],
  ['Polish, with AltGr', ['ć', 'KeyC', { ctrlKey: true, altKey: true }], copy],
  ['Spanish', ['ñ', 'Semicolon', ctrl], search]
])('on a %s keyboard, %j does not trigger %j', (_, event, shortcut) => {
  expect(matchesShortcut(press(event), shortcut, false)).toBe(false)
})

it('knows the place of every symbol that an action uses', () => {
  const signs = actionNames.flatMap(
    (name) => actionInfo(name, false).shortcut?.key.match(/^[!-/:-@[-`{-~]$/)?.[0] ?? []
  )
  const codes = [
    'Comma',
    'Period',
    'Slash',
    'BracketLeft',
    'BracketRight',
    'Semicolon',
    'Quote',
    'Minus',
    'Equal'
  ]
  const hasPlace = (sign: string): boolean =>
    codes.some((code) => isKey({ key: 'ж', code, shiftKey: true }, sign))
  expect(signs.filter((sign) => !hasPlace(sign))).toEqual([])
})
