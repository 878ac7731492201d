import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recordWrites } from '../../base/testing/recorded-writes'
import { FakeMemory, newLibrary } from '../testing/library-folder'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'dailies-folder-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

describe('a library that moves to another folder', () => {
  it('stays in the old one if the choice cannot be stored', () => {
    const memory = new FakeMemory()
    const folder = newLibrary(join(home, 'old'), memory)
    folder.prepare()
    const known = memory.read()
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
    expect(memory.read()).toEqual(known)
  })
})

it('flushes a new marker and its folder', async () => {
  expect(await recordWrites(() => newLibrary(home).prepare())).toEqual([
    'flush library.json.new',
    'rename library.json',
    'flush .dailies'
  ])
})

it('does not follow a link in place of the new marker [D14]', () => {
  const outside = join(home, 'outside.txt')
  writeFileSync(outside, 'mine')
  mkdirSync(join(home, '.dailies'))
  symlinkSync(outside, join(home, '.dailies', 'library.json.new'))
  newLibrary(home).prepare()
  expect(readFileSync(outside, 'utf8')).toBe('mine')
  expect(readFileSync(join(home, '.dailies', 'library.json'), 'utf8')).toContain('"id"')
})
