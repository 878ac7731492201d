import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { cacheFolder, moveCache } from './cache-folder'

const linux = {
  demo: false,
  profile: '/home/me/.config/Dailies',
  isChosen: false,
  appName: 'Dailies',
  home: '/home/me',
  platform: 'linux',
  xdgCacheHome: undefined
} as const

describe('the cache folder', () => {
  it("is in the user's folder for caches on Linux, with demo mode's beside it", () => {
    expect(cacheFolder(linux)).toBe(join('/home/me', '.cache', 'Dailies'))
    expect(cacheFolder({ ...linux, demo: true })).toBe(join('/home/me', '.cache', 'Dailies Demo'))
    expect(cacheFolder({ ...linux, xdgCacheHome: '/var/mine' })).toBe(join('/var/mine', 'Dailies'))
  })

  it('ignores a relative or empty XDG folder', () => {
    for (const xdgCacheHome of ['mine', ''])
      expect(cacheFolder({ ...linux, xdgCacheHome })).toBe(join('/home/me', '.cache', 'Dailies'))
  })

  it('is in the profile elsewhere, and where the user chose the profile', () => {
    const own = join(linux.profile, 'cache')
    expect(cacheFolder({ ...linux, isChosen: true })).toBe(own)
    expect(cacheFolder({ ...linux, platform: 'win32' })).toBe(own)
    expect(cacheFolder({ ...linux, platform: 'darwin' })).toBe(own)
  })
})

describe('the cache of an earlier version', () => {
  let root: string, profile: string, folder: string
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'dailies-cache-'))
    profile = join(root, 'profile')
    folder = join(root, 'caches', 'Dailies')
    mkdirSync(join(profile, 'cache', 'posters'), { recursive: true })
    writeFileSync(join(profile, 'cache', 'posters', 'a.jpg'), 'a')
    return () => rmSync(root, { recursive: true })
  })

  it('is moved', async () => {
    const moved = moveCache(profile, folder)
    // At once: the folder is used from then on.
    expect(readdirSync(join(folder, 'posters'))).toEqual(['a.jpg'])
    expect(existsSync(join(profile, 'cache'))).toBe(false)
    await moved
    await moveCache(profile, folder)
    expect(readdirSync(join(folder, 'posters'))).toEqual(['a.jpg'])
  })

  it('is deleted where there is a newer one', async () => {
    mkdirSync(folder, { recursive: true })
    await moveCache(profile, folder)
    expect([readdirSync(folder), existsSync(join(profile, 'cache'))]).toEqual([[], false])
  })

  it('stays where it is, with an error, where nothing can be written', async () => {
    writeFileSync(join(root, 'caches'), 'a file')
    await expect(moveCache(profile, folder)).rejects.toThrow('EEXIST')
    expect(readdirSync(join(profile, 'cache', 'posters'))).toEqual(['a.jpg'])
  })

  it('stays where it is in a profile that keeps its cache', async () => {
    await moveCache(profile, join(profile, 'cache'))
    expect(readdirSync(join(profile, 'cache', 'posters'))).toEqual(['a.jpg'])
  })
})
