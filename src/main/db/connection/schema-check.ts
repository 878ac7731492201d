import { openDatabase, readOnce, type ReadableDatabase } from './database'
import { newestSchema, schemaVersion } from '../migrations/migrate'
import { migrations } from '../migrations/migrations'
import { AlteredError } from '../recovery/set-aside'

/**
 * Excludes what SQLite adds by itself: indexes without text, and its statistics.
 */
const ours = `NOT (type = 'index' AND sql IS NULL)
  AND NOT (type = 'table' AND name IN ('sqlite_stat1', 'sqlite_stat4', 'sqlite_sequence'))`

/**
 * Checks that a file has exactly the schema of its version. A trigger, view or column that another program added
 * would run with our own statements, and could change what they write.
 *
 * @throws AlteredError where anything was added or removed.
 */
export function assertOwnSchema(database: ReadableDatabase): void {
  const version = schemaVersion(database)
  // A newer version's schema is unknown, and only read.
  if (version > newestSchema) return
  if (schemaOf(database) !== expectedSchema(version)) throw new AlteredError(version)
}

const expected = new Map<number, string>()

/** Returns what the migrations up to a version make of an empty file. */
function expectedSchema(version: number): string {
  const known = expected.get(version)
  if (known !== undefined) return known
  const database = openDatabase(':memory:')
  try {
    for (const statements of migrations.slice(0, version)) database.exec(statements)
    const schema = schemaOf(database)
    expected.set(version, schema)
    return schema
  } finally {
    database.close()
  }
}

function schemaOf(database: ReadableDatabase): string {
  const from = `(SELECT * FROM sqlite_schema WHERE ${ours} ORDER BY type, name, tbl_name)`
  const json = String(readOnce(database, 'json_group_array(json_array(type, name, tbl_name, sql))', from))
  const objects = JSON.parse(json) as readonly (readonly (string | null)[])[]
  return JSON.stringify(objects.map((object) => object.map((text) => text && withoutComments(text))))
}

/** Removes comments and line breaks, which may change without changing the schema. */
const withoutComments = (sql: string): string =>
  sql
    .replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g, (token) =>
      /^['"]/.test(token) ? token : ' '
    )
    .replace(/\s+/g, ' ')
    .replace(/ ?([(),]) ?/g, '$1')
    .trim()
