import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppBench } from '../app/testing/app-bench'
import { closeFolderToOthers, makePrivateFolder } from './private-folder'

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8)

/** Returns everything below a folder that another user could read. */
function openToOthers(folder: string): string[] {
  const below = readdirSync(folder, { recursive: true, withFileTypes: true })
  const paths = [folder, ...below.map((entry) => join(entry.parentPath, entry.name))]
  return paths.filter((path) => (statSync(path).mode & 0o077) !== 0)
}

describe.skipIf(process.platform === 'win32')('a private folder', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dailies-private-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('is closed, including files that an earlier version left open', () => {
    mkdirSync(join(folder, 'backups'), { mode: 0o755 })
    writeFileSync(join(folder, 'backups', 'library.sqlite'), 'x', { mode: 0o644 })
    chmodSync(folder, 0o755)
    expect(makePrivateFolder(folder)).toEqual([])
    expect(openToOthers(folder)).toEqual([])
    expect(modeOf(join(folder, 'backups'))).toBe('700')
  })

  it('is closed without a look at its files where there may be any number of them', () => {
    const file = join(folder, 'poster.jpg')
    writeFileSync(file, 'x')
    chmodSync(file, 0o644)
    chmodSync(folder, 0o755)
    expect(closeFolderToOthers(folder)).toEqual([])
    expect([modeOf(folder), modeOf(file)]).toEqual(['700', '644'])
  })

  it('does not change the target of a symlink', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'dailies-elsewhere-'))
    const file = join(elsewhere, 'a file')
    writeFileSync(file, 'x')
    chmodSync(file, 0o644)
    symlinkSync(file, join(folder, 'link'))
    symlinkSync(elsewhere, join(folder, 'folder link'))
    expect(makePrivateFolder(folder)).toEqual([])
    expect(modeOf(file)).toBe('644')
    rmSync(elsewhere, { recursive: true })
  })

  it('holds the database, its logs, the settings and the posters of a running app; the library follows the umask', async () => {
    const bench = await AppBench.start()
    try {
      const [id] = await bench.press({})
      await bench.comesTo(id!, 'ready')
      const { generation } = await bench.get(id!)
      const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xd9])
      await bench.call('videos.savePicture', { id: generation.videos[0]!.id, kind: 'poster', jpeg })
      await bench.call('settings.update', { theme: 'dark' })
      for (const part of ['state', 'cache']) expect(openToOthers(join(bench.folder, part))).toEqual([])
      expect(modeOf(bench.databasePath)).toBe('600')
      const made = join(bench.folder, 'as the umask says')
      writeFileSync(made, '')
      expect(modeOf(bench.journalPath)).toBe(modeOf(made))
    } finally {
      await bench.end()
    }
  })
})
