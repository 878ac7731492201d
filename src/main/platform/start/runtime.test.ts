import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { isDevelopmentBuild } from './runtime'

it('takes the Electron that package.json pins for the one that ships', () => {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    devDependencies: { electron: string }
  }
  expect(isDevelopmentBuild(devDependencies.electron)).toBe(false)
})

it('tells a stand-in runtime from the one that ships', () => {
  expect(isDevelopmentBuild('33.2.1')).toBe(true)
})
