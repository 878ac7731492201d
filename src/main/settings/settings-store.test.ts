import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { defaultSettings } from '@shared/settings'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeClock } from '../base/testing/fake-clock'
import { recordWrites } from '../base/testing/recorded-writes'
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
/** Settings used if the stored ones are unknown. */
const paused = { ...defaultSettings, sendingPaused: true }
const failing = (code: string) => (): never => {
  throw Object.assign(new Error(code), { code })
}

it('starts with defaults and writes no file for them', () => {
  expect([open().load(), readdirSync(folder)]).toEqual([defaultSettings, []])
})

it('stores changes in one file', () => {
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

it('flushes the file and its folder before a change is confirmed', async () => {
  const profile = basename(folder)
  expect(await recordWrites(() => open().update({ theme: 'dark' }))).toEqual([
    'flush settings.json.tmp',
    'rename settings.json',
    `flush ${profile}`,
    'flush settings.last-good.json.tmp',
    'rename settings.last-good.json',
    `flush ${profile}`
  ])
})

it('preserves unknown names written by a newer version [D16]', () => {
  writeFileSync(path(), JSON.stringify({ version: 2, theme: 'dark', hologram: { depth: 3 } }))
  const store = open()
  expect(store.load()).toEqual({ ...defaultSettings, theme: 'dark' })
  store.update({ muted: true })
  expect(JSON.parse(readFileSync(path(), 'utf8'))).toMatchObject({ hologram: { depth: 3 }, muted: true })
})

describe('a damaged file [D16]', () => {
  it.each([
    ['nothing in it', ''],
    ['half a file', '{"version":1,"theme":"da'],
    ['another kind of JSON', '[1,2]'],
    ['binary', '\0\x01\x02']
  ])('%s: is set aside and replaced by defaults, with sending paused', (_name, text) => {
    writeFileSync(path(), text)
    expect([open().load(), readdirSync(folder).sort()]).toEqual([
      paused,
      ['settings.json', 'settings.json.damaged-2026-11-22T12-00-00.000Z', 'settings.last-good.json']
    ])
    expect(readFileSync(join(folder, 'settings.json.damaged-2026-11-22T12-00-00.000Z'), 'utf8')).toBe(text)
  })

  it('keeps every setting that is valid by itself', () => {
    writeFileSync(
      path(),
      JSON.stringify({ version: 1, theme: 'neon', maximumParallel: 99, muted: true, loop: 'yes' })
    )
    expect(open().load()).toEqual({ ...paused, muted: true })
  })

  it.each([
    ['is spoilt', '\0'.repeat(500)],
    ['is empty', ''],
    ['has a value of another type', '{"version":1,"dayCapMicrodollars":"none","theme":3}']
  ])('that %s falls back to the last good copy, including the spending cap', (_name, text) => {
    const good = open().update({ theme: 'dark', dayCapMicrodollars: 5_000_000 })
    writeFileSync(path(), text)
    expect(open().load()).toEqual(good)
    expect(open().load()).toEqual(good)
  })

  it('that cannot be set aside still yields settings', () => {
    writeFileSync(path(), '{')
    expect(open({ renameSync: failing('EACCES') }).load()).toEqual(paused)
  })

  it('with any content yields valid settings', () => {
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
  ])('%s: is reported, and the old file and settings stay [F36, D16]', (code, problem) => {
    const store = open()
    store.update({ theme: 'dark' })
    const full = open({ createSync: failing(code) })
    full.load()
    expect(() => full.update({ theme: 'light' })).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: problem }) as unknown })
    )
    expect([full.current.theme, open().load().theme, changes]).toEqual(['dark', 'dark', 1])
  })

  it('keeps the old file intact if the disk has no space for a rename [F36]', () => {
    open().update({ theme: 'dark' })
    const full = open({ renameSync: failing('ENOSPC') })
    full.load()
    expect(() => full.update({ theme: 'light' })).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'disk_full' }) as unknown })
    )
    expect([full.current.theme, open().load().theme]).toEqual(['dark', 'dark'])
  })

  it('leaves no temporary file after a partial failure', () => {
    expect(() => open({ renameSync: failing('EIO') }).update({ muted: true })).toThrow('Can’t write')
    expect(open().load()).toEqual(defaultSettings)
  })

  it('is rejected if a value is not allowed', () => {
    expect(() => open().update({ maximumParallel: 0 })).toThrow('not allowed')
    expect([changes, readdirSync(folder)]).toEqual([0, []])
  })
})

describe('an unreadable file [D16]', () => {
  const chosen = { theme: 'dark', sendingPaused: true, dayCapMicrodollars: 5_000_000 } as const
  /** Simulates a virus scanner that has just opened the files. */
  const unreadable = (...names: readonly string[]): Partial<SettingsFiles> => ({
    readSync: (file) => (names.includes(basename(file)) ? failing('EBUSY')() : nodeFiles.readSync(file))
  })
  const inFolder = (start: string): readonly string[] =>
    readdirSync(folder).filter((name) => name.startsWith(start))

  it.each([
    ['is locked', () => undefined],
    ['is gone', () => rmSync(path())],
    ['is a folder now', () => (rmSync(path()), mkdirSync(path()))]
  ])('that %s falls back to the last good copy without a notice', (_name, harm) => {
    const good = open().update(chosen)
    harm()
    const store = open(unreadable('settings.json'))
    expect([store.load(), store.problem]).toEqual([good, null])
  })

  it('starts paused with a notice if the copy is unreadable too', () => {
    open().update({ theme: 'dark' })
    const store = open(unreadable('settings.json', 'settings.last-good.json'))
    expect([store.load(), store.problem?.code]).toEqual([paused, 'settings_not_read'])
    expect(open().load()).toEqual({ ...defaultSettings, theme: 'dark' })
  })

  it('starts paused if there is no copy', () => {
    writeFileSync(path(), '{}')
    expect(open(unreadable('settings.json')).load()).toEqual(paused)
  })

  it('is set aside when a change is written', () => {
    open().update(chosen)
    const before = readFileSync(path(), 'utf8')
    const store = open(unreadable('settings.json', 'settings.last-good.json'))
    store.load()
    store.update({ muted: true })
    store.update({ muted: false })
    for (const name of ['settings.json.unread-', 'settings.last-good.json.unread-']) {
      const kept = inFolder(name)
      expect(kept).toHaveLength(1)
      expect(readFileSync(join(folder, kept[0]!), 'utf8')).toBe(before)
    }
    expect(open().load()).toEqual(paused)
  })

  it('allows no change if it cannot be set aside', () => {
    open().update(chosen)
    const before = readFileSync(path(), 'utf8')
    const store = open({ ...unreadable('settings.json'), renameSync: failing('EBUSY') })
    store.load()
    expect(() => store.update({ muted: true })).toThrow('Can’t write')
    expect(readFileSync(path(), 'utf8')).toBe(before)
  })
})
