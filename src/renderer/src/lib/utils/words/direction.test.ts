import { expect, it } from 'vitest'
import { directionOf } from './direction'

it.each([
  ['A lighthouse', 'ltr'],
  ['שלום', 'rtl'],
  ['12 – شارع قديم', 'rtl'],
  ['“דוגמה” by night', 'rtl'],
  ['Night in שלום', 'ltr'],
  ['海辺', 'ltr'],
  ['𞤀𞤣', 'rtl'],
  ['123', 'ltr'],
  ['', 'ltr']
])('reads %j as %s', (text, direction) => {
  expect(directionOf(text)).toBe(direction)
})
