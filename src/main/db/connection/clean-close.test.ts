import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../../logging/logger'
import { removeValue } from '../tables/key-value/key-value-table'
import { fillLibrary } from '../testing/filled-library'
import { noteCleanClose, takeCleanClose } from './clean-close'
import type { WritableDatabase } from './database'
import { checkWhole, closeLibraryDatabase, isChecked, noteSound, openLibraryDatabase } from './open-library'

const deps = { logger: silentLogger, nowMs: Date.UTC(2026, 10, 22) }

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-closed-'))
  path = join(folder, 'library.sqlite')
  const database = open()
  removeValue(database, 'taking_up')
  fillLibrary(database, 60)
  closeLibraryDatabase(database)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (): WritableDatabase => openLibraryDatabase(path, deps).database

/** Opens and closes the database; returns whether all of it was read before it was used. */
function isCheckedAtOpening(): boolean {
  const database = open()
  const wasChecked = isChecked(database)
  noteSound(database)
  closeLibraryDatabase(database)
  return wasChecked
}

describe('a database that was closed cleanly', () => {
  it('is opened without reading all of it, as long as nothing touched it', () => {
    expect([isCheckedAtOpening(), isCheckedAtOpening()]).toEqual([false, false])
  })

  it.each<readonly [string, () => void]>([
    ['written by another program, even with the same bytes', () => writeFileSync(path, readFileSync(path))],
    [
      'replaced by a copy',
      () => {
        copyFileSync(path, `${path}.copy`)
        rmSync(path)
        copyFileSync(`${path}.copy`, path)
      }
    ],
    ['given a log', () => writeFileSync(`${path}-wal`, 'x'.repeat(4096))],
    ['closed with a note that cannot be read', () => writeFileSync(`${path}.closed`, '{}')]
  ])('is checked before it is used once it was %s [F48, F49]', (_what, touch) => {
    touch()
    expect(isCheckedAtOpening()).toBe(true)
  })

  it('is checked after a run that was killed', () => {
    const killed = open()
    expect(existsSync(`${path}.closed`)).toBe(false)
    // As an operating system does for a killed process: the file is closed, and nothing else is written.
    killed.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    killed.close()
    expect(isCheckedAtOpening()).toBe(true)
  })

  it('is checked before it is used once ten runs in a row ended before they had checked it', () => {
    const runs = Array.from({ length: 12 }, () => {
      const database = open()
      const wasChecked = isChecked(database)
      closeLibraryDatabase(database)
      return wasChecked
    })
    expect(runs.indexOf(true)).toBe(10)
    expect(runs[11]).toBe(false)
  })

  it('is found to be damaged by the later check where it rotted in place [F48]', () => {
    rot()
    const database = open()
    expect([isChecked(database), checkWhole(database, silentLogger)]).toEqual([false, false])
    closeLibraryDatabase(database)
    const next = openLibraryDatabase(path, deps)
    expect(next.origin.kind).toBe('damaged')
    next.database.close()
  })
})

it('takes a note once', () => {
  noteCleanClose(path, 0)
  expect([takeCleanClose(path), takeCleanClose(path)]).toEqual([0, null])
})

/** Damages a page of the table of events as a failing disk does: none of the file's times say so. */
function rot(): void {
  const bytes = readFileSync(path)
  bytes.fill(0xff, bytes.length - 4096)
  writeFileSync(path, bytes)
  noteCleanClose(path, 0)
}
