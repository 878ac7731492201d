import { describe, expect, it } from 'vitest'
import { headersSetting, isInstalledAsLocked } from './npm-packages.mjs'

const locked = {
  '': { version: '0.1.0' },
  'node_modules/one': { version: '1.0.0', integrity: 'sha512-one' },
  'node_modules/mac-only': { version: '2.0.0', integrity: 'sha512-mac', optional: true },
  'node_modules/left-over': { version: '4.0.0', integrity: 'sha512-left', extraneous: true }
}

describe('isInstalledAsLocked', () => {
  it('accepts what npm installed, without other platforms’ packages and left-overs, with an extra one', () => {
    expect(
      isInstalledAsLocked(locked, {
        'node_modules/one': { version: '1.0.0', integrity: 'sha512-one' },
        'node_modules/extra': { version: '3.0.0', integrity: 'sha512-extra' }
      })
    ).toBe(true)
  })

  it.each([
    ['a missing package', {}],
    ['another version', { 'node_modules/one': { version: '1.0.1', integrity: 'sha512-one' } }],
    ['another content', { 'node_modules/one': { version: '1.0.0', integrity: 'sha512-two' } }]
  ])('refuses %s', (_what, installed) => {
    expect(isInstalledAsLocked(locked, installed)).toBe(false)
  })
})

describe('headersSetting', () => {
  it('points node-gyp at the headers below Node’s own prefix, when they are there', () => {
    const exists = (path) => path.replaceAll('\\', '/').endsWith('/opt/node/include/node/node.h')
    expect(headersSetting('/opt/node/bin/node', exists)).toEqual({ npm_config_nodedir: '/opt/node' })
    expect(headersSetting('/usr/bin/node', exists)).toEqual({})
  })
})
