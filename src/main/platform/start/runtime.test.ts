import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { isDevelopmentBuild } from './runtime'

it('ships on the Electron that package.json pins', () => {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    devDependencies: { electron: string }
  }
  expect(isDevelopmentBuild(devDependencies.electron)).toBe(false)
})

it('recognises a stand-in runtime', () => {
  expect(isDevelopmentBuild('33.2.1')).toBe(true)
})
