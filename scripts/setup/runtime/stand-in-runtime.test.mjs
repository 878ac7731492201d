import { describe, expect, it } from 'vitest'
import { isMadeBy, isPartOfElectron, nameInRuntime } from './stand-in-runtime.mjs'

describe('the stand-in runtime', () => {
  it('takes Electron’s files and skips the other program’s', () => {
    const names = [
      'Cypress/Cypress',
      'Cypress/icudtl.dat',
      'Cypress/locales/en-US.pak',
      'Cypress/browser_v8_context_snapshot.bin',
      'Cypress/resources/app/index.js'
    ]
    expect(names.filter(isPartOfElectron).map(nameInRuntime)).toEqual([
      'electron',
      'icudtl.dat',
      'locales/en-US.pak'
    ])
  })

  it('is unpacked again when the recipe changes', () => {
    expect(isMadeBy('abc', '{"recipe":"abc"}')).toBe(true)
    expect(isMadeBy('abc', '{"recipe":"old"}')).toBe(false)
    expect(isMadeBy('abc', '{"rec')).toBe(false)
  })
})
