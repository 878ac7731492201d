import { inTransaction, type ReadableDatabase, type WritableDatabase } from '../connection/database'

/** Returns whether the index lacks anything. */
export const hasNotes = (database: ReadableDatabase): boolean =>
  database.prepare('SELECT 1 FROM search_pending LIMIT 1').get() !== undefined

/** Returns how many notes there are. */
export const countNotes = (database: ReadableDatabase): number =>
  (database.prepare('SELECT COUNT(*) AS count FROM search_pending').get() as { count: number }).count

/** Notes every generation, the newest first. */
export const noteAll = (database: WritableDatabase): void =>
  database.exec(`DELETE FROM search_pending;
    INSERT INTO search_pending (generation_id) SELECT id FROM generation ORDER BY id DESC`)

/** Removes the notes up to a number; returns how many there were. */
export const removeNotes = (database: WritableDatabase, last: number): number =>
  inTransaction(
    database,
    'mark',
    () => database.prepare('DELETE FROM search_pending WHERE number <= ?').run(last).changes
  )

/** Writes the names by which models are found, and notes the clips of those with another name. */
export function nameModels(database: WritableDatabase, nameOf: (id: string) => string): void {
  const known = database.prepare('SELECT model_id AS id, name FROM model_name').all() as unknown as readonly {
    readonly id: string
    readonly name: string
  }[]
  const renamed = known.filter(({ id, name }) => nameOf(id) !== name)
  if (renamed.length === 0) return
  inTransaction(database, 'mark', () => {
    const write = database.prepare('UPDATE model_name SET name = :name WHERE model_id = :id')
    for (const { id } of renamed) write.run({ id, name: nameOf(id) })
    database
      .prepare(
        `INSERT INTO search_pending (generation_id)
         SELECT id FROM generation WHERE model_id IN (SELECT value FROM json_each(?))`
      )
      .run(JSON.stringify(renamed.map(({ id }) => id)))
  })
}
