import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { profileFolder, whyNotWritable } from './profile'

describe('where the program keeps what is its own [F71]', () => {
  const linux = {
    demo: false,
    asked: '',
    appData: '/home/me/.config',
    appName: 'Dailies',
    home: '/home/me',
    platform: 'linux',
    xdgConfigHome: undefined
  } as const

  it('is where the system says, and demo mode beside it', () => {
    expect(profileFolder(linux)).toBe(join('/home/me/.config', 'Dailies'))
    expect(profileFolder({ ...linux, demo: true })).toBe(join('/home/me/.config', 'Dailies', 'demo'))
    expect(profileFolder({ ...linux, appData: '/etc/mine', xdgConfigHome: '/etc/mine' })).toBe(
      join('/etc/mine', 'Dailies')
    )
  })

  it('is not where a relative XDG folder says', () => {
    const relative = { ...linux, appData: 'mine/conf', xdgConfigHome: 'mine/conf' }
    expect(profileFolder(relative)).toBe(join('/home/me', '.config', 'Dailies'))
    expect(profileFolder({ ...linux, xdgConfigHome: '' })).toBe(join('/home/me/.config', 'Dailies'))
  })

  it('is where the user asked for it', () => {
    expect(profileFolder({ ...linux, asked: '/mnt/other', demo: true })).toBe(resolve('/mnt/other', 'demo'))
    expect(profileFolder({ ...linux, asked: 'other' })).toBe(resolve('other'))
  })
})

it('says which folder cannot be written to, and makes one that is missing [F71]', () => {
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
