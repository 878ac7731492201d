import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { FakeClock } from '../../base/testing/fake-clock'
import { FolderWatch } from './folder-watch'
import { newLibrary } from '../testing/library-folder'

let home: string
let clock: FakeClock
let told: string[]
let watch: FolderWatch

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'dailies-watch-'))
  clock = new FakeClock()
  told = []
  const folder = newLibrary(join(home, 'library'))
  folder.prepare()
  watch = new FolderWatch({
    folder,
    clock,
    onChange: () => told.push('changed'),
    onBack: () => told.push('back')
  })
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

it('has no timer while the folder is there', () => {
  watch.check()
  expect([clock.pending, told]).toEqual([0, []])
})

it('reports a missing folder once, and notices when it is back [F39]', async () => {
  renameSync(join(home, 'library'), join(home, 'away'))
  mkdirSync(join(home, 'library'))
  watch.check()
  await clock.run(60_000)
  expect(told).toEqual(['changed'])
  rmSync(join(home, 'library'), { recursive: true })
  renameSync(join(home, 'away'), join(home, 'library'))
  await clock.run(5_000)
  expect([told, clock.pending]).toEqual([['changed', 'changed', 'back'], 0])
})

it('stops when the app shuts down', async () => {
  rmSync(join(home, 'library'), { recursive: true })
  watch.check()
  watch.stop()
  watch.check()
  await clock.run(60_000)
  expect([told, clock.pending]).toEqual([['changed'], 0])
})

it('reports a folder that is back before anything but the window noticed that it was missing [F39]', async () => {
  renameSync(join(home, 'library'), join(home, 'away'))
  expect(watch.view().status).toBe('missing')
  renameSync(join(home, 'away'), join(home, 'library'))
  await clock.run(5_000)
  expect([told, clock.pending]).toEqual([['changed', 'back'], 0])
})
