import { copyFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listBackups } from '../../src/main/db/recovery/backup'
import { isSound } from '../../src/main/db/recovery/check-copy'
import { closeDatabase, openDatabase, quickCheck, readOnce } from '../../src/main/db/connection/database'
import { fillLibrary, promptsIn } from '../../src/main/db/testing/filled-library'
import { rewriteWithSchema } from '../../src/main/db/testing/older-library'
import { migrate, newestSchema, schemaVersion } from '../../src/main/db/migrations/migrate'
import { backupFolder, openLibraryDatabase } from '../../src/main/db/connection/open-library'
import { silentLogger } from '../../src/main/logging/logger'
import { bundlePrograms } from '../engine/bundle'
import { runDatabase } from './database-process'
import { SmallDisk, whyNoSmallDisk } from './small-disk'

const rows = 20
const needs = { logger: silentLogger, nowMs: Date.UTC(2026, 10, 22) }
let program: string
let folder: string

beforeAll(async () => {
  program = (await bundlePrograms(join(import.meta.dirname, '../../.cache', 'chaos-migration'))).database
  folder = mkdtempSync(join(tmpdir(), 'dailies-migration-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Makes a library with rows in an older schema. */
function libraryOf(schema: number): string {
  const path = join(mkdtempSync(join(folder, 'old-')), 'library.sqlite')
  const database = openDatabase(path)
  migrate(database)
  fillLibrary(database, rows)
  closeDatabase(database)
  rewriteWithSchema(path, schema)
  return path
}

/** Path of the library on a disk as seen from this process. */
function copyOf(disk: SmallDisk): string {
  const copy = mkdtempSync(join(folder, 'copy-'))
  cpSync(disk.path(), copy, { recursive: true })
  return join(copy, 'library.sqlite')
}

/** Checks that the file still has the older schema and its rows. */
function expectOpensAt(schema: number, path: string): void {
  const database = openDatabase(path)
  expect([schemaVersion(database), quickCheck(database)]).toEqual([schema, 'ok'])
  expect(Number(readOnce(database, 'COUNT(*)', 'generation'))).toBe(rows)
  database.close()
}

function expectBackupOf(schema: number, path: string): void {
  const [backup] = listBackups(backupFolder(path), needs.nowMs)
  expect(backup?.beforeMigration).toBe(true)
  expect(isSound(backup!.path)).toBe(true)
  expectOpensAt(schema, backup!.path)
}

function expectNewestNow(path: string): void {
  const { database, origin } = openLibraryDatabase(path, needs)
  expect([origin.kind, schemaVersion(database), quickCheck(database)]).toEqual([
    'existing',
    newestSchema,
    'ok'
  ])
  expect(promptsIn(database)).toHaveLength(rows)
  database.close()
}

const older = Array.from({ length: newestSchema - 1 }, (_, index) => index + 1)
/** Each step from each older schema, with the schema version expected when it is killed before or after the commit. */
const kills = older.flatMap((schema) =>
  Array.from({ length: newestSchema - schema }, (_, step) => step).flatMap((step) => [
    { schema, crashAt: `migration.before-commit:${step + 1}`, left: schema + step },
    { schema, crashAt: `migration.committed:${step + 1}`, left: schema + step + 1 }
  ])
)

describe('an interrupted migration [F50]', () => {
  it.each(kills)('from schema $schema, killed at $crashAt', async ({ schema, crashAt, left }) => {
    const path = libraryOf(schema)
    const { end } = await runDatabase(program, { path, work: 'open', first: 0 }, { crashAt })
    expect(end).toBe('SIGKILL')
    expectOpensAt(left, path)
    expectBackupOf(schema, path)
    expectNewestNow(path)
  })

  const reason = whyNoSmallDisk()
  it.skipIf(reason !== null).each(older)(
    `from schema %i, on a disk that is full${reason === null ? '' : ` (not run: ${reason})`}`,
    async (schema) => {
      const where = join(folder, `full-${schema}`)
      const disk = await SmallDisk.mount(where, 2 ** 20)
      try {
        const path = join(where, 'library.sqlite')
        copyFileSync(libraryOf(schema), disk.path('library.sqlite'))
        disk.fill()
        const { end, words } = await runDatabase(program, { path, work: 'open', first: 0 }, { disk })
        expect([end, words]).toEqual([1, expect.stringContaining('[ProblemError]: The disk is full')])
        disk.free()
        expectOpensAt(schema, copyOf(disk))
        expect((await runDatabase(program, { path, work: 'open', first: 0 }, { disk })).end).toBe(0)
        const after = copyOf(disk)
        expectBackupOf(schema, after)
        expectNewestNow(after)
      } finally {
        await disk.unmount()
      }
    }
  )

  it.each([
    ['a table that it makes is there already', 'CREATE TABLE saved_item (other TEXT)'],
    ['a column that it adds is there already', 'ALTER TABLE generation ADD COLUMN enhanced_prompt TEXT']
  ])('sets the file aside unchanged and starts an intact one if %s', (_name, spoil) => {
    const path = libraryOf(1)
    const database = openDatabase(path)
    database.exec(spoil)
    closeDatabase(database)
    const opened = openLibraryDatabase(path, needs)
    expect(schemaVersion(opened.database)).toBe(newestSchema)
    expect(opened.origin.kind).not.toBe('existing')
    opened.database.close()
    const [aside] = readdirSync(dirname(path)).filter((name) => name.includes('.damaged-'))
    expectOpensAt(1, join(dirname(path), aside!))
  })
})
