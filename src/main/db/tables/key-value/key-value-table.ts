import { ProblemError } from '@shared/problem'
import { inTransaction, type ReadableDatabase, type WritableDatabase } from '../../connection/database'

/** Names of small stored values. The table and some names keep the wording of older versions. */
export type ValueName =
  | 'draft'
  | 'draft_table'
  | 'custom_models'
  | 'model_listing'
  | 'unconfirmed_models'
  | 'withdrawn_models'
  | 'taking_up'
  | 'library'
  | 'moving'
  | 'files_compared'
  | 'journal'
  | 'journal_copies'
  | 'belongings'
  | 'belongings_copies'
  | 'closed'
  | 'installation'
  | 'sent_count'
  | 'balance'
  | 'search_index'
  | 'trash_counts_since'
  | 'sidecars'

export function readValue(database: ReadableDatabase, name: ValueName): string | null {
  const row = database.prepare('SELECT value FROM remembered WHERE name = ?').get(name) as
    { value: string } | undefined
  return row?.value ?? null
}

export function writeValue(database: WritableDatabase, name: ValueName, value: string): void {
  inTransaction(database, 'mark', () => {
    database
      .prepare(
        'INSERT INTO remembered (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value'
      )
      .run(name, value)
  })
}

/** Writes and removes as much as a generation's move does; returns whether that worked. */
export function tryWriting(database: WritableDatabase): boolean {
  try {
    inTransaction(database, 'mark', () => {
      database.exec(
        `INSERT OR REPLACE INTO remembered (name, value) VALUES ('write_trial', hex(zeroblob(32768)))`
      )
    })
    inTransaction(database, 'mark', () => {
      database.exec(`DELETE FROM remembered WHERE name = 'write_trial'`)
    })
    return true
  } catch (error) {
    if (error instanceof ProblemError) return false
    throw error
  }
}

export function removeValue(database: WritableDatabase, name: ValueName): void {
  inTransaction(database, 'mark', () => {
    database.prepare('DELETE FROM remembered WHERE name = ?').run(name)
  })
}
