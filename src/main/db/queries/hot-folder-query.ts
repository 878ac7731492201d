import type { HotFolder } from '@shared/library/hot-folders'
import type { ItemId } from '@shared/library/items'
import type { Wanted } from '../../hot-folder/folder-sync'
import type { ReadableDatabase } from '../connection/database'
import { isListed } from '../tables/curation/shot-queries'

/** @internal */
export function hotFolderSql(rule: HotFolder['rule'], projectId: ItemId | null): string {
  const ofProject = (table: string): string =>
    projectId === null ? '' : `AND ${table}.project_uuid = :projectId`
  // As in the cut: only of shots that are there.
  const [from, condition] =
    rule.kind === 'circled'
      ? [
          `annotation CROSS JOIN item ON item.uuid = annotation.shot_uuid AND item.kind = 'shot' AND item.is_removed = 0`,
          `is_circled = 1 ${ofProject('item')}`
        ]
      : ['annotation', `stars >= :from AND stars > 0 ${ofProject('annotation')}`]
  return `SELECT video.uuid AS videoId, generation.uuid AS generationId, COALESCE(file_name, linked_path) AS file,
      file_sha256 AS sha256, video.state AS state
    FROM ${from}
      CROSS JOIN generation ON generation.id = annotation.generation_id
      CROSS JOIN video ON video.generation_id = generation.id AND video.state IN ('saved', 'changed', 'missing')
        AND COALESCE(file_name, linked_path) IS NOT NULL AND file_sha256 IS NOT NULL
    WHERE ${condition} AND ${isListed}
    ORDER BY generation.id, video.position`
}

/** Returns the videos that belong into a hot folder. Reads no more of the library than what is starred or circled. */
export function readWanted(
  database: ReadableDatabase,
  { rule, projectId }: Pick<HotFolder, 'rule' | 'projectId'>
): Wanted {
  const isProjectThere =
    projectId === null ||
    database
      .prepare(`SELECT 1 FROM item WHERE uuid = ? AND kind = 'project' AND is_removed = 0`)
      .get(projectId) !== undefined
  const values = {
    ...(rule.kind === 'stars' && { from: rule.from }),
    ...(projectId !== null && { projectId })
  }
  return { clips: database.prepare(hotFolderSql(rule, projectId)).all(values), isProjectThere }
}
