import { expect, it } from 'vitest'
import { packageVersion } from './package.mjs'

it('marks a package that was not built on the Electron that ships', () => {
  expect(packageVersion('0.1.0', { kind: 'stand-in', version: '33.2.1' })).toBe('0.1.0-dev.electron33')
  expect(packageVersion('0.1.0', { kind: 'official', version: '45.4.1' })).toBe('0.1.0')
})
