import { expect, it } from 'vitest'
import { packageVersion, signingOptions } from './package.mjs'

it('marks a package that was not built on the Electron that ships', () => {
  expect(packageVersion('0.1.0', { kind: 'stand-in', version: '33.2.1' })).toBe('0.1.0-dev.electron33')
  expect(packageVersion('0.1.0', { kind: 'official', version: '45.4.1' })).toBe('0.1.0')
})

it('has a package for macOS that nobody signs start all the same', () => {
  expect(signingOptions({}, 'darwin')).toEqual(['-c.mac.identity=-', '-c.mac.hardenedRuntime=false'])
  expect(signingOptions({ CSC_LINK: 'certificate.p12' }, 'darwin')).toEqual([])
  expect(signingOptions({ CSC_NAME: 'Dailies' }, 'darwin')).toEqual([])
  expect(signingOptions({}, 'linux')).toEqual([])
})
