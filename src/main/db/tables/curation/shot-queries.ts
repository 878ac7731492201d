import type { GenerationId } from '@shared/generation'
import { mostTakesShown, type Cut, type CutTake } from '@shared/library/cut'
import type { Item, ItemId } from '@shared/library/items'
import { viewNames } from '@shared/library/views'
import type { Generation } from '../../../generations/domain/generation'
import type { ReadableDatabase } from '../../connection/database'
import { selectGenerations } from '../generation-table'

/** The clip is neither in the trash nor hidden nor cancelled. */
export const isListed = `(SELECT flags & ${2 ** viewNames.indexOf('all')} FROM listing WHERE listing.id = annotation.generation_id)`

/** Returns the first takes of some shots, the circled one first, then in the order of their numbers. */
export function takesOf(database: ReadableDatabase, shots: readonly ItemId[]): readonly Generation[] {
  const takes = selectGenerations(
    database,
    `SELECT generation.* FROM (
       SELECT generation_id,
         ROW_NUMBER() OVER (PARTITION BY shot_uuid ORDER BY is_circled DESC, take, generation_id) AS rank
       FROM annotation WHERE shot_uuid IN (SELECT value FROM json_each(:shots)) AND ${isListed}
     ) CROSS JOIN generation ON generation.id = generation_id WHERE rank <= :most`,
    { shots: JSON.stringify(shots), most: mostTakesShown }
  )
  return takes.toSorted(
    ({ annotations: a }, { annotations: b }) =>
      Number(b.isCircled) - Number(a.isCircled) || (a.take ?? 0) - (b.take ?? 0)
  )
}

/** Returns the circled takes of a project in the order of its shots; of shots without a project for null. */
export function readCut(
  database: ReadableDatabase,
  { projectId }: { readonly projectId: ItemId | null }
): Cut {
  const isInProject =
    projectId === null
      ? `COALESCE(item.project_uuid IN (SELECT uuid FROM item WHERE kind = 'project' AND is_removed = 0), 0) = 0`
      : 'item.project_uuid = :projectId'
  const takes = database
    .prepare(
      `SELECT item.uuid AS shotId, generation.uuid AS id, 
         CASE origin WHEN 'imported' THEN 0 ELSE charged_microdollars END AS microdollars,
         in_ms AS inMs, out_ms AS outMs,
         (SELECT uuid FROM video WHERE generation_id = generation.id AND video.state IN ('saved', 'changed')
           ORDER BY position LIMIT 1) AS videoId,
         coalesce(
           (SELECT duration_ms FROM video WHERE generation_id = generation.id AND duration_ms > 0
             ORDER BY position LIMIT 1),
           CASE WHEN json_valid(request) THEN request ->> 'durationSeconds' END * 1000) AS lengthMs
       FROM item
         CROSS JOIN annotation ON annotation.shot_uuid = item.uuid AND is_circled = 1 AND ${isListed}
         CROSS JOIN generation ON generation.id = generation_id
       WHERE item.kind = 'shot' AND item.is_removed = 0 AND ${isInProject}
       ORDER BY item.position, item.uuid`
    )
    .all(projectId === null ? {} : { projectId }) as unknown as CutTake[]
  return { takes }
}

/** Returns the clips in a project or shot. */
export function clipsIn(database: ReadableDatabase, { id }: Pick<Item, 'id'>): readonly GenerationId[] {
  const rows = database
    .prepare(
      `SELECT generation.uuid AS id FROM annotation JOIN generation ON generation.id = generation_id
       WHERE shot_uuid = :id OR project_uuid = :id`
    )
    .all({ id }) as unknown as readonly { readonly id: GenerationId }[]
  return rows.map((row) => row.id)
}
