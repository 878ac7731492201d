import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { silentLogger } from '../../logging/logger'
import { LibraryLock } from './library-lock'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-library-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A drive: who else has its files, and what was taken of them. */
class FakeDrive {
  readonly calls: string[] = []
  inUse = false
  knowsLocks = true

  readonly lockFile = (path: string): (() => void) | 'in_use' => {
    if (!this.knowsLocks) throw new Error('no locks here')
    if (this.inUse) return 'in_use'
    writeFileSync(path, '')
    this.calls.push('taken')
    return () => void this.calls.push('given up')
  }
}

it('is taken once, and again if its file was replaced [F56]', () => {
  const drive = new FakeDrive()
  const lock = new LibraryLock({ lockFile: drive.lockFile, logger: silentLogger })
  const path = join(folder, 'lock')
  expect([lock.take(path), lock.take(path)]).toEqual([true, true])
  expect(drive.calls).toEqual(['taken'])
  // As when the drive came back, or another one took its place.
  renameSync(path, `${path}.before`)
  expect(lock.take(path)).toBe(true)
  expect(drive.calls).toEqual(['taken', 'given up', 'taken'])
  lock.release()
  expect(drive.calls).toEqual(['taken', 'given up', 'taken', 'given up'])
})

it('can be taken as soon as the other Dailies releases it [F56]', () => {
  const drive = new FakeDrive()
  const lock = new LibraryLock({ lockFile: drive.lockFile, logger: silentLogger })
  drive.inUse = true
  expect([lock.take(join(folder, 'lock')), lock.isInUse]).toEqual([false, true])
  drive.inUse = false
  expect([lock.take(join(folder, 'lock')), lock.isInUse]).toEqual([true, false])
})

it('blocks nobody from a folder without locks, or one that does not exist yet', () => {
  const drive = new FakeDrive()
  const lock = new LibraryLock({ lockFile: drive.lockFile, logger: silentLogger })
  expect(lock.take(join(folder, 'not', 'there', 'lock'))).toBe(true)
  drive.knowsLocks = false
  expect(lock.take(join(folder, 'lock'))).toBe(true)
  expect(drive.calls).toEqual([])
})

it('is not taken again by work that ends after it was closed', () => {
  const drive = new FakeDrive()
  const lock = new LibraryLock({ lockFile: drive.lockFile, logger: silentLogger })
  const path = join(folder, 'lock')
  lock.take(path)
  lock.close()
  expect(lock.take(path)).toBe(false)
  expect(drive.calls).toEqual(['taken', 'given up'])
})
