import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WritableDatabase } from '../../src/main/db/connection/database'
import { closeLibraryDatabase, openLibraryDatabase } from '../../src/main/db/connection/open-library'
import { newestSchema, schemaVersion } from '../../src/main/db/migrations/migrate'
import { fileRecordPages } from '../../src/main/db/tables/file-records'
import { createGenerationStore } from '../../src/main/db/tables/generation-store'
import { hasMarkerAt } from '../../src/main/library/folder/library-folder'
import { silentLogger } from '../../src/main/logging/logger'
import type { Home } from './home'
import { searches } from './prompts'
import { seedLibrary } from './seed'

const size = 300
const newestMs = Date.UTC(2026, 10, 28)
const folder = mkdtempSync(join(tmpdir(), 'dailies-bench-seed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a seeded library', () => {
  let home: Home
  let database: WritableDatabase
  let origin: string

  beforeAll(async () => {
    home = await seedLibrary(join(folder, 'home'), size, newestMs)
    const opened = openLibraryDatabase(home.database, { logger: silentLogger, nowMs: newestMs })
    database = opened.database
    origin = opened.origin.kind
  })
  afterAll(() => closeLibraryDatabase(database))

  const count = (sql: string): number => (database.prepare(sql).get() as { readonly n: number }).n
  const store = () => createGenerationStore(database)
  const page = (text: string, limit = 200) => store().page({ view: 'all', text, before: null, limit }).items

  it('opens with the app’s own code as a library that was closed whole', () => {
    expect(origin).toBe('existing')
    expect(schemaVersion(database)).toBe(newestSchema)
    expect(hasMarkerAt(home.library)).toBe(true)
  })

  it('has a row for each clip, with a few that failed, are missing or were deleted', () => {
    expect(count('SELECT COUNT(*) AS n FROM generation')).toBe(size)
    expect(count(`SELECT COUNT(*) AS n FROM generation WHERE state = 'failed'`)).toBe(3)
    expect(count('SELECT COUNT(*) AS n FROM video')).toBe(size - 3)
    expect(store().counts()).toMatchObject({ all: size - 3, trash: 3, needs_you: 6 })
  })

  it('has something said about each clip, and four takes in each shot, one of them circled', () => {
    expect(count('SELECT COUNT(*) AS n FROM annotation WHERE stars > 0')).toBe(size)
    expect(count('SELECT COUNT(*) AS n FROM clip_tag')).toBe(2 * size)
    expect(count(`SELECT COUNT(*) AS n FROM item WHERE kind = 'shot'`)).toBe(size / 4)
    expect(count('SELECT COUNT(*) AS n FROM annotation WHERE is_circled = 1')).toBe(size / 4)
  })

  it('has the file of each saved clip, of the length in its row, and none of a missing one', () => {
    const records = fileRecordPages(database).after(null, size)
    expect(records).toHaveLength(size - 3)
    for (const { fileName, bytes, state } of records) {
      const path = join(home.library, fileName!)
      expect(existsSync(path)).toBe(state === 'saved')
      if (state === 'saved') expect(statSync(path).size).toBe(bytes)
    }
    expect(readdirSync(home.library).filter((name) => name.endsWith('.mp4'))).toHaveLength(size - 6)
  })

  it('comes newest first and spreads over years', () => {
    const items = page('', size)
    expect(items[0]?.request.prompt).toMatch(/^Shot 0\./)
    const keys = items.map(({ createdAtUs }) => createdAtUs)
    expect(keys).toEqual([...keys].sort((a, b) => b - a))
    expect((keys[0] ?? 0) - (keys.at(-1) ?? 0)).toBeGreaterThan(2.9 * 365 * 86_400e6)
  })

  it.each(searches.filter((text) => !['zeppelin', 'qxzvw'].includes(text)))(
    'can be searched for %s',
    (text) => {
      const found = page(text).length
      expect(found).toBeGreaterThan(0)
      expect(found).toBeLessThan(size - 3)
    }
  )

  it('has nothing for a search that nobody would find', () => {
    expect(page('qxzvw')).toEqual([])
  })
})
