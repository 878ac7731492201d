import { expect, it } from 'vitest'
import { actionInfo, actionNames } from '@shared/actions'
import { acceleratorOf } from './accelerator'

it.each([
  [{ key: 'n', mod: true }, 'CmdOrCtrl+N'],
  [{ key: 'c', mod: true, shift: true }, 'CmdOrCtrl+Shift+C'],
  [{ key: ' ' }, 'Space'],
  [{ key: 'x', alt: true }, 'Alt+X'],
  [{ key: 'ArrowLeft' }, 'Left'],
  [{ key: ',', mod: true }, 'CmdOrCtrl+,'],
  [{ key: 'Enter', mod: true }, 'CmdOrCtrl+Enter']
])('writes %j as %s', (shortcut, accelerator) => {
  expect(acceleratorOf(shortcut)).toBe(accelerator)
})

it.each([true, false])('gives no shortcut to two actions of one place, on a Mac: %s', (isMac) => {
  const shortcuts = actionNames.flatMap((name) => {
    const { shortcut, places } = actionInfo(name, isMac)
    return shortcut ? places.map((place) => `${place} ${acceleratorOf(shortcut)}`) : []
  })
  expect(new Set(shortcuts).size).toBe(shortcuts.length)
})
