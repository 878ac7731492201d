import { expect, it } from 'vitest'
import { defaultSettings, Settings, SettingsPatch } from './settings'

it('adds no defaults to a patch of settings', () => {
  expect(SettingsPatch.parse({ theme: 'dark' })).toEqual({ theme: 'dark' })
  expect(SettingsPatch.parse({})).toEqual({})
})

it('lets the window change every setting except folders, the pause and recent projects', () => {
  const fixed = ['version', 'libraryFolder', 'hotFolders', 'sendingPaused', 'recentProjects']
  expect(Object.keys(SettingsPatch.shape).sort()).toEqual(
    Object.keys(defaultSettings)
      .filter((name) => !fixed.includes(name))
      .sort()
  )
  expect(SettingsPatch.safeParse({ libraryFolder: '/tmp' }).success).toBe(false)
  expect(Settings.parse({ version: 1 })).toEqual(defaultSettings)
})
