import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeMemory, newLibrary } from './library-folder.fake'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'dailies-folder-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

describe('a library that goes to another folder', () => {
  it('is in the old one as before where the choice cannot be remembered', () => {
    const memory = new FakeMemory()
    const folder = newLibrary(join(home, 'old'), memory)
    folder.prepare()
    const known = memory.recall()
    const move = (): boolean =>
      folder.moveTo(join(home, 'new'), () => {
        throw new Error('The setting cannot be written')
      })
    expect(move).toThrow('cannot be written')
    expect([folder.root, folder.whatIsAt(folder.root), folder.isThere()]).toEqual([
      join(home, 'old'),
      'this_library',
      true
    ])
    expect(memory.recall()).toEqual(known)
  })
})
