import { expect, it } from 'vitest'
import { feedFile, installsUpdates } from './feed-file'

it.each([
  ['linux', 'x64', 'latest-linux.yml'],
  ['win32', 'x64', 'latest.yml'],
  ['darwin', 'arm64', 'latest-arm64-mac.yml'],
  ['darwin', 'x64', 'latest-x64-mac.yml'],
  ['freebsd', 'x64', null]
] as const)('looks on %s (%s) at the feed %s', (platform, arch, file) => {
  expect(feedFile({ platform, arch })).toBe(file)
})

it.each([
  ['darwin', true, null, true],
  ['win32', true, 'CN=The Dailies developers', true],
  ['win32', true, null, false],
  ['linux', true, 'CN=The Dailies developers', false],
  ['darwin', false, 'CN=The Dailies developers', false],
  ['win32', false, 'CN=The Dailies developers', false]
] as const)(
  'on %s, packaged: %s, with the publisher %s, installs: %s',
  (platform, isPackaged, publisher, installs) => {
    expect(installsUpdates({ platform, isPackaged, publisher })).toBe(installs)
  }
)
