import { readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { expect, it } from 'vitest'
import { inProject } from '../base/paths.mjs'
import { appId } from '../../src/main/platform/start/windows-identity'

const textOf = (path) => readFileSync(inProject(path), 'utf8')
const settings = load(textOf('electron-builder.yml'))

it('installs on Windows for one user, from a file without spaces in its name', () => {
  expect(settings.nsis.perMachine).toBe(false)
  expect(settings.nsis.artifactName).not.toMatch(/\s/)
})

it('removes the links from Windows that the program registers there, but not before an update', () => {
  const script = textOf(settings.nsis.include)
  const [scheme] = settings.protocols[0].schemes
  expect(script).toContain(`DeleteRegKey HKCU "Software\\Classes\\${scheme}"`)
  expect(script).toContain('${ifNot} ${isUpdated}')
})

it('is to Windows the program that its shortcut names', () => {
  expect(appId).toBe(settings.appId)
})

it('lets a program for macOS compile code, and nothing else that the hardened runtime forbids', () => {
  expect(settings.mac.hardenedRuntime).toBe(true)
  expect(settings.mac.entitlementsInherit).toBe(settings.mac.entitlements)
  const allowed = textOf(settings.mac.entitlements).match(/(?<=<key>).*(?=<\/key>)/g)
  expect(allowed).toEqual(['com.apple.security.cs.allow-jit'])
})

it('opens videos and projects on macOS only when asked', () => {
  expect(settings.mac.fileAssociations.map(({ rank }) => rank)).toEqual(['Alternate', 'Alternate'])
})

it('has no AppImage that always starts without the sandbox', () => {
  expect(settings.appImage.executableArgs).toEqual([])
})

it('has the profile of the sandbox name the program where the Debian package puts it', () => {
  expect(textOf('build/linux/apparmor-profile')).toMatch(/^profile dailies \/usr\/lib\/dailies\/dailies /m)
  expect(textOf('scripts/debian/deb.mjs')).toContain("join(root, 'usr/lib/dailies')")
})
