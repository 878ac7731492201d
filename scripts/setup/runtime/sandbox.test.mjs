import { expect, it } from 'vitest'
import { isHelperUsable } from './sandbox.mjs'

it.each([
  [{ uid: 0, mode: 0o104755 }, true],
  [{ uid: 0, mode: 0o100755 }, false],
  [{ uid: 1000, mode: 0o104755 }, false]
])('takes the sandbox helper %o as usable: %s', (stat, usable) => {
  expect(isHelperUsable(stat)).toBe(usable)
})
