import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultSettings } from '@shared/settings'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeClock } from '../clock.fake'
import { silentLogger } from '../logging/logger'
import { nodeFiles, type SettingsFiles } from './files'
import { readSettings } from './settings-file'
import { SettingsStore } from './settings-store'

let folder: string
let changes: number
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-settings-'))
  changes = 0
})
afterEach(() => rmSync(folder, { recursive: true }))

const open = (files: Partial<SettingsFiles> = {}): SettingsStore =>
  new SettingsStore({
    folder,
    clock: new FakeClock(Date.UTC(2026, 10, 22, 12)),
    logger: silentLogger,
    onChange: () => (changes += 1),
    files: { ...nodeFiles, ...files }
  })
const path = (): string => join(folder, 'settings.json')
const failing = (code: string) => (): never => {
  throw Object.assign(new Error(code), { code })
}

it('begins with defaults and writes no file for them', () => {
  expect([open().load(), readdirSync(folder)]).toEqual([defaultSettings, []])
})

it('keeps what was changed, in one whole file', () => {
  const store = open()
  store.load()
  const changed = store.update({ theme: 'dark', muted: true, loop: undefined })
  expect([changed, changes, readdirSync(folder)]).toEqual([
    { ...defaultSettings, theme: 'dark', muted: true },
    1,
    ['settings.json', 'settings.last-good.json']
  ])
  expect([open().load(), store.current]).toEqual([changed, changed])
})

it('D16: leaves alone names that it does not know, as a newer version wrote them', () => {
  writeFileSync(path(), JSON.stringify({ version: 2, theme: 'dark', hologram: { depth: 3 } }))
  const store = open()
  expect(store.load()).toEqual({ ...defaultSettings, theme: 'dark' })
  store.update({ muted: true })
  expect(JSON.parse(readFileSync(path(), 'utf8'))).toMatchObject({ hologram: { depth: 3 }, muted: true })
})

describe('D16: a file that is damaged', () => {
  it.each([
    ['nothing in it', ''],
    ['half a file', '{"version":1,"theme":"da'],
    ['another kind of JSON', '[1,2]'],
    ['binary', '\0\x01\x02']
  ])('%s: is set aside and gives defaults', (_name, text) => {
    writeFileSync(path(), text)
    expect([open().load(), readdirSync(folder).sort()]).toEqual([
      defaultSettings,
      ['settings.json', 'settings.json.damaged-2026-11-22T12-00-00.000Z', 'settings.last-good.json']
    ])
    expect(readFileSync(join(folder, 'settings.json.damaged-2026-11-22T12-00-00.000Z'), 'utf8')).toBe(text)
  })

  it('keeps every setting that is valid by itself', () => {
    writeFileSync(
      path(),
      JSON.stringify({ version: 1, theme: 'neon', maximumParallel: 99, muted: true, loop: 'yes' })
    )
    expect(open().load()).toEqual({ ...defaultSettings, muted: true })
  })

  it.each([
    ['is spoilt', '\0'.repeat(500)],
    ['is empty', ''],
    ['has a value of another type', '{"version":1,"dayCapMicrodollars":"none","theme":3}']
  ])('that %s gives what was good last: a cap on spending stays', (_name, text) => {
    const good = open().update({ theme: 'dark', dayCapMicrodollars: 5_000_000 })
    writeFileSync(path(), text)
    expect(open().load()).toEqual(good)
    expect(open().load()).toEqual(good)
  })

  it('that cannot be set aside still gives settings', () => {
    writeFileSync(path(), '{')
    expect(open({ renameSync: failing('EACCES') }).load()).toEqual(defaultSettings)
  })

  it('whatever is in it, reading gives settings that work', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        expect(Object.keys(readSettings(text).settings).sort()).toEqual(Object.keys(defaultSettings).sort())
      })
    )
  })
})

describe('a change that cannot be written', () => {
  it.each([
    ['ENOSPC', 'disk_full'],
    ['EROFS', 'folder_read_only'],
    ['EACCES', 'folder_read_only']
  ])('F36, D16: %s: says so, and the old file and settings stay', (code, problem) => {
    const store = open()
    store.update({ theme: 'dark' })
    const full = open({ writeDurablySync: failing(code) })
    full.load()
    expect(() => full.update({ theme: 'light' })).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: problem }) as unknown })
    )
    expect([full.current.theme, open().load().theme, changes]).toEqual(['dark', 'dark', 1])
  })

  it('leaves no temporary file when it fails half-way', () => {
    expect(() => open({ renameSync: failing('EIO') }).update({ muted: true })).toThrow('cannot be written')
    expect(open().load()).toEqual(defaultSettings)
  })

  it('is refused when a value is not allowed', () => {
    expect(() => open().update({ maximumParallel: 0 })).toThrow('not allowed')
    expect([changes, readdirSync(folder)]).toEqual([0, []])
  })
})

it('D16: gives defaults when the file cannot be read', () => {
  expect(open({ readSync: failing('EACCES') }).load()).toEqual(defaultSettings)
})
