import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { profileFolder, whyNotWritable } from './profile'

describe('the profile folder [F71]', () => {
  const linux = {
    demo: false,
    asked: '',
    appData: '/home/me/.config',
    appName: 'Dailies',
    home: '/home/me',
    platform: 'linux',
    xdgConfigHome: undefined
  } as const

  it("is in the system's folder, with demo mode's inside it", () => {
    expect(profileFolder(linux)).toBe(join('/home/me/.config', 'Dailies'))
    expect(profileFolder({ ...linux, demo: true })).toBe(join('/home/me/.config', 'Dailies', 'demo'))
    expect(profileFolder({ ...linux, appData: '/etc/mine', xdgConfigHome: '/etc/mine' })).toBe(
      join('/etc/mine', 'Dailies')
    )
  })

  it('ignores a relative XDG folder', () => {
    const relative = { ...linux, appData: 'mine/conf', xdgConfigHome: 'mine/conf' }
    expect(profileFolder(relative)).toBe(join('/home/me', '.config', 'Dailies'))
    expect(profileFolder({ ...linux, xdgConfigHome: '' })).toBe(join('/home/me/.config', 'Dailies'))
  })

  it('is the one the user asked for', () => {
    expect(profileFolder({ ...linux, asked: '/mnt/other', demo: true })).toBe(resolve('/mnt/other', 'demo'))
    expect(profileFolder({ ...linux, asked: 'other' })).toBe(resolve('other'))
  })
})

it('creates a missing folder, and names one that is not writable [F71]', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dailies-profile-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  expect(whyNotWritable(join(folder, 'a', 'b'))).toBe(null)
  writeFileSync(join(folder, 'file'), '')
  const below = join(folder, 'file', 'profile')
  expect(whyNotWritable(below)).toContain(below)
  mkdirSync(join(folder, 'taken'))
  writeFileSync(join(folder, 'taken', 'Dailies'), '')
  expect(whyNotWritable(join(folder, 'taken', 'Dailies'))).toContain('EEXIST')
})
