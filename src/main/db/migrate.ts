import { inTransaction, readOnce, type ReadableDatabase, type WritableDatabase } from './database'
import { foundation } from './migrations/0001-foundation'
import { promptWork } from './migrations/0002-prompt-work'

/** In order; the position is the schema version it leads to. Never edited once released, only added to. */
export const migrations: readonly string[] = [foundation, promptWork]

export const newestSchema = migrations.length

/** The file was written by a newer Dailies, whose tables this one does not know. */
export class NewerSchemaError extends Error {
  constructor(readonly found: number) {
    super(
      `The library was written by a newer version of Dailies (schema ${found}, this one knows ${newestSchema})`
    )
    this.name = 'NewerSchemaError'
  }
}

/** The schema version of an open database; 0 for an empty one. */
export function schemaVersion(database: ReadableDatabase): number {
  return Number(readOnce(database, 'user_version', 'pragma_user_version'))
}

/**
 * Brings the schema to the newest version, each step in a transaction of its own together with its version.
 * @throws NewerSchemaError when the file is ahead of this program; nothing was changed then.
 */
export function migrate(database: WritableDatabase, target = newestSchema): void {
  const found = schemaVersion(database)
  if (found > newestSchema) throw new NewerSchemaError(found)
  migrations.slice(found, target).forEach((statements, index) => {
    inTransaction(database, 'migration', () => {
      database.exec(statements)
      database.exec(`PRAGMA user_version = ${found + index + 1}`)
    })
  })
}
