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
  // It puts settings there.
  rmSync(join(folder, 'state'), { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function start(): void {
  createApp(platform)
}

describe('a start where the app’s own folder cannot be written to [F71]', () => {
  const state = (): string => join(folder, 'state')

  it('ends with a sentence that names the folder, when a file is in its way', () => {
    writeFileSync(state(), 'a file')
    expect(start).toThrow(`Nothing can be written into ${state()} (EEXIST)`)
  })

  it('when the folder above it is none', () => {
    rmSync(folder, { recursive: true })
    writeFileSync(folder, 'a file')
    expect(start).toThrow(`Nothing can be written into ${state()} (ENOTDIR)`)
  })

  it.skipIf(process.getuid?.() === 0)('when this user may not write there', () => {
    chmodSync(folder, 0o500)
    expect(start).toThrow(`Nothing can be written into ${state()} (EACCES)`)
    chmodSync(folder, 0o700)
  })
})
