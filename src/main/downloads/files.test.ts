import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sha256 } from './testing/download-bench'
import { after, systemFiles } from './files'
import { hashRange } from './part/hash-range'

let folder: string
const at = (name: string): string => join(folder, name)
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-files-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('an open file', () => {
  it('writes at the given offsets', async () => {
    const file = await systemFiles.open(at('a'), 'write')
    await file.write([Buffer.from('world')], 6)
    await file.write([Buffer.from('hel'), Buffer.from(''), Buffer.from('lo ')], 0)
    await file.write([], 0)
    await file.sync()
    const bytes = Buffer.alloc(20)
    expect(await file.read(bytes, 0)).toBe(11)
    expect(bytes.toString('utf8', 0, 11)).toBe('hello world')
    await file.truncate(5)
    expect(await file.size()).toBe(5)
    expect(await file.read(bytes, 5)).toBe(0)
    await file.close()
    expect(await systemFiles.size(at('a'))).toBe(5)
  })

  it('cannot be hashed beyond its end', async () => {
    const file = await systemFiles.open(at('a'), 'write')
    await file.write([Buffer.from('hello')], 0)
    expect((await hashRange(file, 1, 1)).digest('hex')).toBe(sha256(Buffer.alloc(0)))
    expect((await hashRange(file, 1, 5)).digest('hex')).toBe(sha256(Buffer.from('ello')))
    await expect(hashRange(file, 0, 6)).rejects.toThrow('shorter')
    await file.close()
  })

  it('is created instead of following a planted symlink [D14]', async () => {
    await writeFile(at('outside'), 'mine')
    await symlink(at('outside'), at('a'))
    const file = await systemFiles.open(at('a'), 'write')
    await file.truncate(0)
    await file.write([Buffer.from('hello')], 0)
    await file.close()
    expect(await readFile(at('outside'), 'utf8')).toBe('mine')
    expect(await readFile(at('a'), 'utf8')).toBe('hello')
  })

  it.runIf(process.platform !== 'win32')('does not block on a pipe [D14]', async () => {
    execFileSync('mkfifo', [at('pipe')])
    await expect(systemFiles.open(at('pipe'), 'read')).rejects.toThrow('Not a regular file')
    const file = await systemFiles.open(at('pipe'), 'write')
    await file.write([Buffer.from('hello')], 0)
    await file.close()
    expect(await readFile(at('pipe'), 'utf8')).toBe('hello')
  })

  it('is never in a folder that is a symlink', async () => {
    await mkdir(at('elsewhere'))
    await symlink(at('elsewhere'), at('folder'))
    await expect(systemFiles.makeFolder(at('folder'))).rejects.toThrow('Not a folder of its own')
  })

  it('is not created for reading', async () => {
    await expect(systemFiles.open(at('a'), 'read')).rejects.toThrow('ENOENT')
  })
})

describe('systemFiles', () => {
  it('distinguishes a missing file from an inaccessible one', async () => {
    expect(await systemFiles.size(at('a'))).toBeNull()
    expect(await systemFiles.isFolder(at('a'))).toBe(false)
    expect(await systemFiles.isFolder(folder)).toBe(true)
    await writeFile(at('a'), '')
    expect(await systemFiles.isFolder(at('a'))).toBe(false)
    await expect(systemFiles.size(at('a/b'))).rejects.toThrow('ENOTDIR')
  })

  it('creates a folder once, and not inside a missing one', async () => {
    await systemFiles.makeFolder(at('a'))
    await systemFiles.makeFolder(at('a'))
    await expect(systemFiles.makeFolder(at('b/c'))).rejects.toThrow('ENOENT')
  })

  it('removes files, and ignores missing ones', async () => {
    await writeFile(at('a'), '')
    await systemFiles.remove(at('a'))
    await systemFiles.remove(at('a'))
    expect(await systemFiles.size(at('a'))).toBeNull()
  })

  it('flushes a folder, and reads its free space', async () => {
    await systemFiles.flushFolder(folder)
    expect(await systemFiles.freeBytes(folder)).toBeGreaterThan(0)
  })
})

describe('after', () => {
  const chunks = [Buffer.from('abc'), Buffer.from(''), Buffer.from('de')]
  it.each([
    [0, 'abcde'],
    [2, 'cde'],
    [3, 'de'],
    [4, 'e'],
    [5, '']
  ])('%i bytes leaves %s', (bytes, expected) => {
    expect(Buffer.concat(after(chunks, bytes)).toString()).toBe(expected)
  })

  it('accepts any number of chunks', () => {
    expect(after(Array<Buffer>(100_000).fill(Buffer.from('a')), 100_000)).toEqual([])
  })
})
