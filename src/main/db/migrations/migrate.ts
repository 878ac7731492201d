import { inTransaction, readOnce, type ReadableDatabase, type WritableDatabase } from '../connection/database'
import { resultCode, resultCodes } from '../connection/storage-problems'
import { migrations } from './migrations'

export const newestSchema = migrations.length

/** Thrown if the file was written by a newer version of Dailies. */
class NewerSchemaError extends Error {
  constructor(readonly found: number) {
    super(
      `The library was written by a newer version of Dailies (schema ${found}, this one knows ${newestSchema})`
    )
    this.name = 'NewerSchemaError'
  }
}

/** Returns the schema version of an open database; 0 for an empty one. */
export function schemaVersion(database: ReadableDatabase): number {
  return Number(readOnce(database, 'user_version', 'pragma_user_version'))
}

/** Thrown if a migration does not fit the file, which keeps its schema. */
class MigrationError extends Error {
  constructor(schema: number, cause: unknown) {
    super(
      `The library couldn’t be migrated from schema ${schema} to ${schema + 1} and stays unchanged. The version of Dailies before this one still opens it. (${String(cause)})`,
      { cause }
    )
    this.name = 'MigrationError'
  }
}

/**
 * Migrates the schema to the newest version, each step in a transaction together with its version.
 * @throws NewerSchemaError if the file is newer than this version; nothing is changed then.
 * @throws ProblemError if the disk is full or the file is locked; MigrationError if a step does not fit the file.
 */
export function migrate(database: WritableDatabase, target = newestSchema): void {
  const found = schemaVersion(database)
  if (found > newestSchema) throw new NewerSchemaError(found)
  migrations.slice(found, target).forEach((statements, index) => {
    const schema = found + index
    try {
      inTransaction(database, 'migration', () => {
        database.exec(statements)
        database.exec(`PRAGMA user_version = ${schema + 1}`)
      })
    } catch (error) {
      // The file is sound: each of its backups would fail in the same way.
      throw doesNotFit(error) ? new MigrationError(schema, error) : error
    }
  })
}

/** Returns whether the statement itself failed, or a constraint. */
const doesNotFit = (error: unknown): boolean => {
  const code = resultCode(error)
  return code === resultCodes.error || code === resultCodes.constraint
}
