import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { flushFile, flushFileSync, flushFolder, flushFolderSync, replaceFile, replaceFileSync } from './files'
import { recordWrites } from './testing/recorded-writes'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-files-'))
})
afterEach(() => {
  chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true })
})
const path = (name = 'note.json'): string => join(folder, name)

describe.each([
  ['replaceFile', replaceFile],
  [
    'replaceFileSync',
    (...file: [string, string]) => new Promise<void>((done) => done(replaceFileSync(...file)))
  ]
])('%s', (_name, replace) => {
  it('flushes the new file, renames it and flushes the folder', async () => {
    writeFileSync(path(), 'old')
    expect(await recordWrites(() => replace(path(), 'new'))).toEqual([
      'flush note.json.new',
      'rename note.json',
      `flush ${basename(folder)}`
    ])
    expect([readFileSync(path(), 'utf8'), readdirSync(folder)]).toEqual(['new', ['note.json']])
  })

  it('replaces a planted symlink instead of following it', async () => {
    writeFileSync(path('outside'), 'mine')
    symlinkSync(path('outside'), path('note.json.new'))
    await replace(path(), 'new')
    expect([readFileSync(path('outside'), 'utf8'), readFileSync(path(), 'utf8')]).toEqual(['mine', 'new'])
  })

  it('leaves no temporary file after an error', async () => {
    mkdirSync(path())
    writeFileSync(path('note.json/inside'), '')
    await expect(replace(path(), 'new')).rejects.toThrow()
    expect(readdirSync(folder)).toEqual(['note.json'])
  })
})

it('keeps the mode of a replaced file', () => {
  replaceFileSync(path(), 'secret', 0o600)
  expect(statSync(path()).mode & 0o777).toBe(0o600)
})

describe('a flush', () => {
  it('fails for a missing file', async () => {
    expect(() => flushFileSync(path())).toThrow('ENOENT')
    await expect(flushFile(path())).rejects.toThrow('ENOENT')
  })

  it('fails for a missing folder', async () => {
    expect(() => flushFolderSync(path())).toThrow('ENOENT')
    await expect(flushFolder(path())).rejects.toThrow('ENOENT')
  })

  it('counts as unsupported for an unreadable folder', async () => {
    chmodSync(folder, 0o300)
    expect(() => flushFolderSync(folder)).not.toThrow()
    await expect(flushFolder(folder)).resolves.toBeUndefined()
  })
})
