import type { VideoId } from '@shared/generation'
import type { FileRecord } from '../library/reconcile'
import type { ReadableDatabase } from './database'

/** Every video that has or had a file, by id. */
export function fileRecords(database: ReadableDatabase): readonly FileRecord[] {
  const rows = database
    .prepare(
      `SELECT uuid, state, file_name, file_bytes, file_sha256, saved_at_ms FROM video
       WHERE state IN ('saved', 'missing', 'changed') AND file_name IS NOT NULL AND file_sha256 IS NOT NULL`
    )
    .all() as unknown as {
    readonly uuid: string
    readonly state: FileRecord['state']
    readonly file_name: string
    readonly file_bytes: number
    readonly file_sha256: string
    readonly saved_at_ms: number
  }[]
  return rows.map((row) => ({
    id: row.uuid as VideoId,
    state: row.state,
    fileName: row.file_name,
    bytes: row.file_bytes,
    sha256: row.file_sha256,
    savedAtMs: row.saved_at_ms
  }))
}

/** Whether a video is one of those that were thrown away. As quick as `savedFileName`. */
export function isInTrash(database: ReadableDatabase, id: VideoId): boolean {
  const sql = `SELECT 1 FROM video JOIN generation ON generation.id = video.generation_id
               WHERE video.uuid = ? AND generation.deleted_at_ms IS NOT NULL`
  return database.prepare(sql).get(id) !== undefined
}

/**
 * The file name of a video that is on disk, also where another program changed it since; null when there is
 * none. Quick enough for the turn of a drag.
 */
export function savedFileName(database: ReadableDatabase, id: VideoId): string | null {
  const row = database
    .prepare(`SELECT file_name FROM video WHERE uuid = ? AND state IN ('saved', 'changed')`)
    .get(id) as { file_name: string | null } | undefined
  return row?.file_name ?? null
}
