import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { hasCrashPoints, isAsAsked, newestChangeMs } from './build.mjs'

let folder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-build-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('sees a change anywhere below a folder, and a file that was deleted', () => {
  mkdirSync(join(folder, 'deep/er'), { recursive: true })
  writeFileSync(join(folder, 'deep/er/file'), '')
  for (const path of ['deep/er/file', 'deep/er', 'deep', '.']) utimesSync(join(folder, path), 100, 100)
  expect(newestChangeMs(folder)).toBe(100_000)
  utimesSync(join(folder, 'deep/er/file'), 200, 200)
  expect(newestChangeMs(folder)).toBe(200_000)
  rmSync(join(folder, 'deep/er/file'))
  expect(newestChangeMs(folder)).toBeGreaterThan(200_000)
})

it('tells a build for fault runs from any other', () => {
  mkdirSync(join(folder, 'chunks'))
  writeFileSync(join(folder, 'index.js'), 'start()')
  expect(hasCrashPoints(folder)).toBe(false)
  writeFileSync(join(folder, 'chunks/strike.js'), "process.env['DAILIES_CRASH_AT']")
  expect(hasCrashPoints(folder)).toBe(true)
})

it('builds again for a feed of newer versions, and after one', () => {
  const withFeed = { DAILIES_UPDATE_FEED: 'https://example.com/releases' }
  writeFileSync(join(folder, 'index.js'), 'start()')
  expect(isAsAsked(folder, {})).toBe(true)
  expect(isAsAsked(folder, withFeed)).toBe(false)
  writeFileSync(join(folder, 'index.js'), 'look("latest-linux.yml")')
  expect(isAsAsked(folder, {})).toBe(false)
  expect(isAsAsked(folder, withFeed)).toBe(false)
})
