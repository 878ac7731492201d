import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { controlFile, debianVersion, dependencies } from './debian-facts.mjs'

it('orders a development build before its release, as Debian does', () => {
  expect(debianVersion('0.1.0')).toBe('0.1.0')
  expect(debianVersion('0.1.0-dev.electron33')).toBe('0.1.0~dev.electron33')
  if (!existsSync('/usr/bin/dpkg')) return
  execFileSync('dpkg', ['--compare-versions', debianVersion('0.2.0-dev.electron33'), 'lt', '0.2.0'])
})

it('names each needed package once, under the names of every system', () => {
  const control = controlFile({ version: '1.0.0', architecture: 'amd64', bytes: 10_241 })
  expect(control).toContain('libgtk-3-0 | libgtk-3-0t64')
  expect(control).toContain('Installed-Size: 11\n')
  expect(control).toContain('libsecret-1-0')
  const names = dependencies.flat()
  expect(new Set(names).size).toBe(names.length)
})
