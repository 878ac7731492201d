import type { GenerationId, VideoId, VideoState } from '@shared/generation'
import type { ClipFile } from '../../handoff/clip-files'
import type { FilePlace } from '../../library/folder/linked-file'
import type { FileRecord, FileRecordPages } from '../../library/recovery/reconcile'
import type { ReadableDatabase } from '../connection/database'
import { readFields, type Row } from './rows'
import { fileColumns, ownColumns } from './video-columns'
import { fileKey } from './video-table'

const hasFile = '(file_name IS NOT NULL OR linked_path IS NOT NULL) AND file_sha256 IS NOT NULL'
const withFileSql = `state IN ('saved', 'missing', 'changed')`
const select = `SELECT * FROM video WHERE ${withFileSql} AND ${hasFile}`

/** Counts in the index of states alone, which does not say whether a video has a file: a few more than there are. */
export const countFiles = (database: ReadableDatabase, _query: object): { readonly count: number } =>
  database.prepare(`SELECT COUNT(*) AS count FROM video WHERE ${withFileSql}`).get() as { count: number }

/** Counts the clips whose file is in the library folder as it was saved. */
export const countSavedFiles = (database: ReadableDatabase, _query: object): { readonly count: number } =>
  database.prepare(savedCountSql).get() as { count: number }

const savedCountSql = `SELECT COUNT(*) AS count FROM video WHERE state = 'saved' AND file_name IS NOT NULL`

/** Returns records in pages by id. */
export const fileRecordPages = (database: ReadableDatabase): FileRecordPages => ({
  count: () => countFiles(database, {}).count,
  after: (id, limit) =>
    (database.prepare(pageSql).all({ after: id ?? '', limit }) as unknown as Row[]).map(toRecord)
})

/** Without the plus, SQLite would read every row by the index of states, and sort it. */
export const pageSql = `SELECT * FROM video
  WHERE +${withFileSql} AND ${hasFile}
    AND uuid > :after
  ORDER BY uuid LIMIT :limit`

/** Returns the record of one video; null where it never had a file. */
export function fileRecord(database: ReadableDatabase, id: VideoId): FileRecord | null {
  const row = database.prepare(`${select} AND uuid = ?`).get(id) as Row | undefined
  return row ? toRecord(row) : null
}

const columns = {
  id: ownColumns.id,
  state: ownColumns.state,
  fileName: ownColumns.fileName,
  linkedPath: ownColumns.linkedPath,
  ...fileColumns
}

/** Record as the query returns it: a row of an older version may lack the source's length and hash. */
type StoredRecord = Omit<FileRecord, 'sourceBytes' | 'sourceSha256'> & {
  readonly sourceBytes: number | null
  readonly sourceSha256: string | null
}

function toRecord(row: Row): FileRecord {
  const record = readFields(columns, row) as StoredRecord
  return {
    ...record,
    sourceBytes: record.sourceBytes ?? record.bytes,
    sourceSha256: record.sourceSha256 ?? record.sha256
  }
}

/** Returns the videos with a held file that waits for the user's decision. */
export const heldVideos = (database: ReadableDatabase): readonly VideoId[] =>
  database
    .prepare('SELECT uuid FROM video WHERE held IS NOT NULL')
    .all()
    .map(({ uuid }) => uuid as VideoId)

/**
 * Returns where the file of a video is that is on disk, even where another program changed it since; null when there is
 * none. Fast enough for a native drag.
 */
export function savedFile(database: ReadableDatabase, id: VideoId): FilePlace | null {
  const row = database
    .prepare(
      `SELECT file_name AS fileName, linked_path AS linkedPath FROM video
       WHERE uuid = ? AND state IN ('saved', 'changed')`
    )
    .get(id) as FilePlace | undefined
  return row ?? null
}

/**
 * Returns the files of clips in the order given, in one query: a native drag waits for it. A clip without a video has an
 * entry without a name.
 */
export function clipFiles(database: ReadableDatabase, ids: readonly GenerationId[]): readonly ClipFile[] {
  const rows = database
    .prepare(
      `SELECT generation.uuid AS clip, video.uuid AS id, video.state, file_name, linked_path, file_bytes,
         generation.deleted_at_ms IS NOT NULL AS is_in_trash
       FROM json_each(:ids) AS asked
       JOIN generation ON generation.uuid = asked.value
       LEFT JOIN video ON video.generation_id = generation.id
       ORDER BY asked.key, video.position`
    )
    .all({ ids: JSON.stringify(ids) }) as unknown as readonly ClipFileRow[]
  return rows.map((row) => ({
    clip: row.clip,
    id: row.id,
    ...(row.state === 'saved' || row.state === 'changed'
      ? { fileName: row.file_name, linkedPath: row.linked_path }
      : { fileName: null, linkedPath: null }),
    bytes: row.file_bytes,
    isInTrash: row.is_in_trash === 1
  }))
}

interface ClipFileRow {
  readonly clip: GenerationId
  readonly id: VideoId | null
  readonly state: VideoState | null
  readonly file_name: string | null
  readonly linked_path: string | null
  readonly file_bytes: number | null
  readonly is_in_trash: number
}

/** Number of generations that are looked at for links: imported clips have none. */
const newest = 500

/** Returns the URLs of the newest video that has one, the first one preferred; none where no newer one has any. */
export function latestLinks(database: ReadableDatabase): readonly string[] {
  const sql = `SELECT url, proxy_url AS proxyUrl
               FROM (SELECT id FROM generation ORDER BY id DESC LIMIT ${newest}) AS newest
                 CROSS JOIN video ON video.generation_id = newest.id
               WHERE url IS NOT NULL ORDER BY newest.id DESC LIMIT 1`
  const row = database.prepare(sql).get() as { url: string; proxyUrl: string | null } | undefined
  return [row?.url, row?.proxyUrl].filter((url) => typeof url === 'string')
}

/** Returns the generation of a saved file in the library folder; null where there is none. */
export function generationOfFile(database: ReadableDatabase, fileName: string): GenerationId | null {
  const sql = `SELECT generation.uuid AS id FROM video JOIN generation ON generation.id = video.generation_id
               WHERE video.file_key = ? AND video.state IN ('saved', 'changed')`
  const row = database.prepare(sql).get(fileKey(fileName)) as { id: GenerationId } | undefined
  return row?.id ?? null
}
