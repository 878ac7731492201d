import { describe, expect, it } from 'vitest'
import { candidatesIn, chooseNames, installedIn, missingFrom, requirements } from './debian-packages.mjs'

const policy = `libgtk-3-0:
  Installed: (none)
  Candidate: (none)
  Version table:
libgtk-3-0t64:
  Installed: (none)
  Candidate: 3.24.49-3
  Version table:
     3.24.49-3 500
        500 http://deb.example.org trixie/main amd64 Packages
libnss3:amd64:
  Installed: 2:3.110-1
  Candidate: 2:3.110-1
`

describe('Debian packages', () => {
  it('lists required packages by group, each with its alternative names', () => {
    const needs = requirements(['window', 'headless'])
    expect(needs).toContainEqual(['libasound2', 'libasound2t64'])
    expect(needs).toContainEqual(['xvfb'])
    expect(needs).not.toContainEqual(['xdotool'])
  })

  it("accepts any alternative name as installed, and not a removed package's settings", () => {
    const installed = installedIn('libgtk-3-0t64 ii \nxvfb rc \nlibnss3 un \nxauth ii \n')
    expect(
      missingFrom([['libgtk-3-0', 'libgtk-3-0t64'], ['xvfb'], ['libnss3'], ['xauth']], installed)
    ).toEqual([['xvfb'], ['libnss3']])
  })

  it('picks the name that apt offers', () => {
    const candidates = candidatesIn(policy)
    expect(chooseNames([['libgtk-3-0', 'libgtk-3-0t64'], ['libnss3']], candidates)).toEqual({
      names: ['libgtk-3-0t64', 'libnss3'],
      unavailable: []
    })
  })

  it('names a package that no source offers', () => {
    expect(chooseNames([['openbox'], ['libnss3']], candidatesIn(policy))).toEqual({
      names: ['libnss3'],
      unavailable: ['openbox']
    })
  })
})
