import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { silentLogger } from '../../logging/logger'
import { inTransaction, openDatabase, type WritableDatabase } from './database'
import { migrate, newestSchema, schemaVersion } from '../migrations/migrate'
import { openLibraryDatabase } from './open-library'
import { removeValue } from '../tables/key-value/key-value-table'

const folder = (): string => mkdtempSync(join(tmpdir(), 'dailies-db-'))
const sqliteVersion = (database: WritableDatabase): readonly number[] => {
  const { version } = database.prepare('SELECT sqlite_version() AS version').get() as { version: string }
  return version.split('.').map(Number)
}
const deps = { logger: silentLogger, nowMs: Date.UTC(2026, 10, 22) }

describe('openDatabase', () => {
  it('uses a SQLite without the write-ahead log bug, and writes through to disk', () => {
    const database = openDatabase(join(folder(), 'library.sqlite'))
    const [major = 0, minor = 0, patch = 0] = sqliteVersion(database)
    expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(3_051_003)
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
    expect(database.prepare('PRAGMA foreign_keys').get()).toEqual({ foreign_keys: 1 })
    database.close()
  })

  it('commits all of a transaction or nothing', () => {
    const database = openDatabase(':memory:')
    database.exec('CREATE TABLE t (a INTEGER) STRICT')
    expect(() =>
      inTransaction(database, 'mark', () => {
        database.exec('INSERT INTO t VALUES (1)')
        throw new Error('stop')
      })
    ).toThrow('stop')
    expect(database.prepare('SELECT COUNT(*) AS n FROM t').get()).toEqual({ n: 0 })
  })
})

describe('migrate', () => {
  it('migrates an empty database to the newest schema once', () => {
    const database = openDatabase(':memory:')
    migrate(database)
    migrate(database)
    expect(schemaVersion(database)).toBe(newestSchema)
    expect(
      database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).all()
    ).toEqual(
      [
        'annotation',
        'clip_collection',
        'clip_tag',
        'edit',
        'edit_use',
        'generation',
        'generation_event',
        'item',
        'listing',
        'measurement',
        'model_name',
        'remembered',
        'saved_item',
        'search_pending',
        'tag',
        'undo_change',
        'undo_step',
        'video',
        'view_count'
      ].map((name) => ({ name }))
    )
  })

  it('rejects a database from a newer version and changes nothing', () => {
    const database = openDatabase(':memory:')
    database.exec(`PRAGMA user_version = ${newestSchema + 1}`)
    expect(() => migrate(database)).toThrow('newer version')
    expect(schemaVersion(database)).toBe(newestSchema + 1)
  })
})

describe('openLibraryDatabase', () => {
  it('reports a new database until the folder was checked, then an existing one', () => {
    const path = join(folder(), 'library.sqlite')
    const open = (): unknown => {
      const { database, origin } = openLibraryDatabase(path, deps)
      database.close()
      return origin
    }
    expect([open(), open()]).toEqual([{ kind: 'new' }, { kind: 'new' }])
    const database = openDatabase(path)
    removeValue(database, 'taking_up')
    database.close()
    expect(open()).toEqual({ kind: 'existing' })
  })

  it('sets a damaged database aside and never overwrites it', () => {
    const where = folder()
    const path = join(where, 'library.sqlite')
    writeFileSync(path, 'this is no database, but it is somebody’s file '.repeat(200))
    const { database, origin } = openLibraryDatabase(path, deps)
    database.close()
    expect(origin).toEqual({ kind: 'damaged' })
    expect(readdirSync(where)).toContain('library.sqlite.damaged-2026-11-22T00-00-00-000Z')
  })
})
