import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { isDevelopmentBuild } from './runtime'

it('ships on one exact Electron, which package.json pins', () => {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    devDependencies: { electron: string }
  }
  expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/)
  expect(isDevelopmentBuild(devDependencies.electron)).toBe(false)
})

it('recognises a stand-in runtime', () => {
  expect(isDevelopmentBuild('33.2.1')).toBe(true)
})
