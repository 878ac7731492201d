import { expect, it } from 'vitest'
import { menuLabel } from './menu-label'

it('shows an ampersand, and cuts a long name between graphemes', () => {
  expect(menuLabel('R&D')).toBe('R&&D')
  expect(menuLabel('👨‍👩‍👧'.repeat(80))).toBe(`${'👨‍👩‍👧'.repeat(60)}…`)
})
