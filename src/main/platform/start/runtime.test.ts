import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { isDevelopmentBuild, shippedElectronMajor } from './runtime'

it('names the Electron that package.json pins', () => {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    devDependencies: Record<string, string>
  }
  expect(devDependencies.electron).toMatch(new RegExp(`^${shippedElectronMajor}\\.`))
})

it('tells a stand-in runtime from the one that ships', () => {
  expect(isDevelopmentBuild('33.2.1')).toBe(true)
  expect(isDevelopmentBuild(`${shippedElectronMajor}.4.1`)).toBe(false)
})
