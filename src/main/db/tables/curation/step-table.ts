import { stepKinds, type StepId, type StepKind } from '@shared/library/undo'
import type { Fields, Step, StepChange, StepPart, StepStore, Subject } from '../../../curation/ports'
import { inTransaction, type ReadableDatabase, type WritableDatabase } from '../../connection/database'
import { parseJson } from '../column-types'

/** Most steps that are kept, and most changes of all of them beside the newest step. */
const most = { steps: 100, changes: 200_000 }

export const stepStore = (database: WritableDatabase): StepStore => ({
  append: (part) => inTransaction(database, 'mark', () => appendStep(database, part)),
  toUndo: () => readStep(database, 'is_undone = 0 ORDER BY id DESC'),
  toRedo: () => readStep(database, 'is_undone = 1 ORDER BY id'),
  find: (id) => readStep(database, 'uuid = :id AND is_undone = 0', { id }),
  changes: (id, from, limit) =>
    (
      database
        .prepare(
          `SELECT subject, subject_uuid AS id, before, after FROM undo_change
           WHERE step_id = (SELECT id FROM undo_step WHERE uuid = :id) ORDER BY id LIMIT :limit OFFSET :from`
        )
        .all({ id, from, limit }) as unknown as readonly ChangeRow[]
    ).map(toChange),
  countChanges: (id) =>
    (
      database
        .prepare(
          'SELECT COUNT(*) AS count FROM undo_change WHERE step_id = (SELECT id FROM undo_step WHERE uuid = :id)'
        )
        .get({ id }) as { readonly count: number }
    ).count,
  setUndone: (id, isUndone) =>
    inTransaction(database, 'mark', () => {
      database
        .prepare('UPDATE undo_step SET is_undone = :isUndone WHERE uuid = :id')
        .run({ id, isUndone: isUndone ? 1 : 0 })
      // Something was done while this was undone: it can no longer be redone.
      database.exec(
        'DELETE FROM undo_step WHERE is_undone = 1 AND id < (SELECT MAX(id) FROM undo_step WHERE is_undone = 0)'
      )
    })
})

interface ChangeRow {
  readonly subject: Subject
  readonly id: string
  readonly before: string
  readonly after: string
}

const toChange = ({ subject, id, before, after }: ChangeRow): StepChange => ({
  subject,
  id,
  before: parseJson(before) as Fields,
  after: parseJson(after) as Fields
})

/** Reads a step; one of a kind that only a newer version knows is left out. */
function readStep(
  database: ReadableDatabase,
  rest: string,
  values: { readonly id?: StepId } = {}
): Step | null {
  const row = database
    .prepare(`SELECT uuid, kind, count FROM undo_step WHERE ${rest} LIMIT 1`)
    .get(values) as { readonly uuid: StepId; readonly kind: StepKind; readonly count: number } | undefined
  return row && stepKinds.includes(row.kind) ? { id: row.uuid, kind: row.kind, count: row.count } : null
}

/** Appends to a step, within a transaction. */
export function appendStep(database: WritableDatabase, { id, kind, count, changes }: StepPart): void {
  if (changes.length === 0) return
  database.exec('DELETE FROM undo_step WHERE is_undone = 1')
  database
    .prepare(
      `INSERT INTO undo_step (uuid, kind, count) VALUES (:id, :kind, :count)
       ON CONFLICT (uuid) DO UPDATE SET count = count + excluded.count`
    )
    .run({ id, kind, count })
  const insert = database.prepare(
    `INSERT INTO undo_change (step_id, subject, subject_uuid, before, after)
     VALUES ((SELECT id FROM undo_step WHERE uuid = ?), ?, ?, ?, ?)`
  )
  for (const change of changes) {
    insert.run(id, change.subject, change.id, JSON.stringify(change.before), JSON.stringify(change.after))
  }
  dropOldest(database)
}

function dropOldest(database: WritableDatabase): void {
  database
    .prepare(
      `DELETE FROM undo_step WHERE id <= (SELECT id FROM undo_step ORDER BY id DESC LIMIT 1 OFFSET :most)`
    )
    .run({ most: most.steps })
  database
    .prepare(
      `DELETE FROM undo_step WHERE id < (SELECT MAX(id) FROM undo_step)
         AND id <= (SELECT step_id FROM undo_change WHERE id <= (SELECT MAX(id) FROM undo_change) - :most
           ORDER BY id DESC LIMIT 1)`
    )
    .run({ most: most.changes })
}
