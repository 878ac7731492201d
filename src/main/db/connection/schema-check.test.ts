import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../../logging/logger'
import { listBackups, makeBackupSync } from '../recovery/backup'
import { isSound } from '../recovery/check-copy'
import { openDatabase } from './database'
import { fillLibrary } from '../testing/filled-library'
import { migrate, newestSchema } from '../migrations/migrate'
import { backupFolder, closeLibraryDatabase, openLibraryDatabase } from './open-library'
import { removeValue } from '../tables/key-value/key-value-table'
import { assertOwnSchema } from './schema-check'

const deps = { logger: silentLogger, nowMs: Date.UTC(2026, 10, 22) }
let path: string

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'dailies-schema-')), 'library.sqlite')
  const { database } = openLibraryDatabase(path, deps)
  removeValue(database, 'taking_up')
  fillLibrary(database, 5)
  closeLibraryDatabase(database)
})
afterEach(() => rmSync(dirname(path), { recursive: true, force: true }))

/** Writes to the database as another program, with all of SQLite allowed. */
function alter(file: string, statements: string): void {
  const database = new DatabaseSync(file, { defensive: false })
  database.exec(statements)
  database.close()
}

const trigger = `CREATE TRIGGER again AFTER UPDATE OF state ON generation WHEN NEW.state = 'processing'
  BEGIN UPDATE generation SET state = 'queued', needs_click = 0 WHERE id = NEW.id; END`

const alterations: Readonly<Record<string, string>> = {
  'a trigger': trigger,
  'a trigger under a name of SQLite': `${trigger}; PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET name = 'sqlite_again' WHERE name = 'again'`,
  'a view': 'CREATE VIEW all_of_them AS SELECT * FROM generation',
  'a view in place of a table': `ALTER TABLE remembered RENAME TO kept;
    CREATE VIEW remembered AS SELECT name, value FROM kept`,
  'a generated column': `ALTER TABLE generation ADD COLUMN odd TEXT GENERATED ALWAYS AS (upper(prompt)) VIRTUAL`,
  'a further column': 'ALTER TABLE video ADD COLUMN note TEXT',
  'a further table': 'CREATE TABLE notes (text TEXT)',
  'a further index': 'CREATE UNIQUE INDEX only_one ON generation (prompt, id)',
  'an index that is gone': 'DROP INDEX generation_by_state',
  'a check that is gone': `PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (hidden IN (0, 1))', '') WHERE name = 'generation'`
}

describe('a database with', () => {
  it.each(Object.entries(alterations))('%s is set aside, and its backup is restored', (_name, sql) => {
    const before = openDatabase(path)
    makeBackupSync(before, backupFolder(path), deps.nowMs - 1)
    before.close()
    alter(path, sql)
    const { database, origin } = openLibraryDatabase(path, deps)
    expect(origin.kind).toBe('restored')
    expect(() => assertOwnSchema(database)).not.toThrow()
    expect(readdirSync(dirname(path)).some((name) => name.includes('damaged'))).toBe(true)
    database.close()
  })

  it('a trigger is replaced by a new one if its backup has the trigger too', () => {
    const before = openDatabase(path)
    const backup = makeBackupSync(before, backupFolder(path), deps.nowMs - 1)
    before.close()
    alter(path, trigger)
    alter(backup.path, trigger)
    expect(isSound(backup.path)).toBe(false)
    const { database, origin } = openLibraryDatabase(path, deps)
    expect(origin).toMatchObject({ kind: 'damaged', isAltered: true })
    database.close()
    expect(listBackups(backupFolder(path), deps.nowMs)).toEqual([])
  })

  it('the statistics of SQLite is accepted', () => {
    alter(path, 'ANALYZE')
    const { database, origin } = openLibraryDatabase(path, deps)
    expect(origin).toEqual({ kind: 'existing' })
    database.close()
  })
})

it('accepts the schema of each version before and after its migration', () => {
  for (let version = 0; version <= newestSchema; version += 1) {
    const database = openDatabase(':memory:')
    migrate(database, version)
    expect(() => assertOwnSchema(database)).not.toThrow()
    database.exec('CREATE VIEW one AS SELECT 1')
    expect(() => assertOwnSchema(database)).toThrow('not that of version')
    database.close()
  }
})

it('never writes the schema table directly', () => {
  const database = openDatabase(path)
  database.exec('PRAGMA writable_schema = ON')
  expect(() => database.exec(`DELETE FROM sqlite_schema WHERE name = 'video'`)).toThrow()
  database.close()
})
