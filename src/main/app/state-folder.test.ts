import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from './app'
import { fakePlatform, type FakePlatform } from './testing/fake-platform'

let folder: string
let platform: FakePlatform
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-state-'))
  platform = fakePlatform({ folder, apiOrigin: 'http://127.0.0.1:9' })
  // Settings are stored in it.
  rmSync(join(folder, 'state'), { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function start(): void {
  createApp(platform)
}

describe('a user-data folder that cannot be written [F71]', () => {
  const state = (): string => join(folder, 'state')

  it('fails with an error that names the folder when a file is in its place', () => {
    writeFileSync(state(), 'a file')
    expect(start).toThrow(`Nothing can be written into ${state()} (EEXIST)`)
  })

  it('fails when its parent is not a folder', () => {
    rmSync(folder, { recursive: true })
    writeFileSync(folder, 'a file')
    expect(start).toThrow(`Nothing can be written into ${state()} (ENOTDIR)`)
  })

  it.skipIf(process.getuid?.() === 0)('fails without write permission', () => {
    chmodSync(folder, 0o500)
    expect(start).toThrow(`Nothing can be written into ${state()} (EACCES)`)
    chmodSync(folder, 0o700)
  })
})
