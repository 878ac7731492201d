import type { VideoId } from '@shared/generation'
import { crashPoint } from '../../base/crash-points'
import type { SavedFile, Video } from '../../generations/domain/generation'
import type { NewVideo, VideoChange } from '../../generations/domain/ports'
import type { ReadableDatabase, WritableDatabase } from '../connection/database'
import { boundValues, readFields, unlessNull, updateRows, type Row, type Rule } from './rows'
import { fileColumns, mediaColumns, ownColumns, videos } from './video-columns'

const rowToVideo = (row: Row): Video => ({ ...readFields(ownColumns, row), file: rowToFile(row) })

function rowToFile(row: Row): SavedFile | null {
  const { bytes, sha256, sourceBytes, sourceSha256, savedAtMs, ...file } = readFields(fileColumns, row)
  if (sha256 === null || sourceSha256 === null || savedAtMs === null) return null
  const { width, height, durationMs, videoCodec, ...media } = readFields(mediaColumns, row)
  return {
    ...file,
    sha256,
    sourceSha256,
    savedAtMs,
    bytes: bytes ?? 0,
    sourceBytes: sourceBytes ?? 0,
    media: {
      ...media,
      width: width ?? 0,
      height: height ?? 0,
      durationMs: durationMs ?? 0,
      videoCodec: videoCodec ?? ''
    }
  }
}

/** Names that differ only in case or normalisation are one name on some disks, so they are one here. */
export const fileKey = (fileName: string): string => fileName.normalize('NFC').toLowerCase()

/** Returns the videos of some generations by the generation's key, in their order. */
export function videosOf(database: ReadableDatabase, keys: readonly number[]): Map<number, Video[]> {
  const byKey = new Map<number, Video[]>()
  if (keys.length === 0) return byKey
  const rows = database
    .prepare(
      `SELECT * FROM video WHERE generation_id IN (SELECT value FROM json_each(:keys))
       ORDER BY generation_id, position`
    )
    .all({ keys: JSON.stringify(keys) }) as unknown as (Row & { readonly generation_id: number })[]
  for (const row of rows) {
    const list = byKey.get(row.generation_id) ?? []
    list.push(rowToVideo(row))
    byKey.set(row.generation_id, list)
  }
  return byKey
}

/** Inserts pending videos. A known one takes the new links, and is downloaded again if it had failed. */
export function insertVideos(
  database: WritableDatabase,
  generationKey: number,
  added: readonly NewVideo[]
): void {
  const insert = database.prepare(
    `INSERT INTO video (uuid, generation_id, position, state, url, proxy_url)
     VALUES (:uuid, :generation_id, :position, 'pending', :url, :proxy_url)
     ON CONFLICT (generation_id, position) DO UPDATE SET
       url = excluded.url, proxy_url = excluded.proxy_url,
       state = CASE state WHEN 'missing' THEN 'pending' ELSE state END,
       attempts = CASE state WHEN 'missing' THEN 0 ELSE attempts END,
       next_attempt_at_ms = CASE state WHEN 'missing' THEN NULL ELSE next_attempt_at_ms END,
       problem = CASE state WHEN 'missing' THEN NULL ELSE problem END`
  )
  added.forEach(({ id, url, proxyUrl }, position) =>
    insert.run(boundValues(database, videos, { id, generationKey, position, url, proxyUrl }))
  )
}

export function updateVideo(database: WritableDatabase, id: VideoId, change: VideoChange): void {
  const { links, file, ...fields } = change
  const changes = { ...(file && { checks: null }), ...file, ...file?.media, ...links, ...fields }
  const where = { sql: 'uuid = :video', values: { video: id } }
  updateRows(database, videos, changes, where, file && { checks: unlessSameFile })
}

/** What was measured is of the file before, which may be the same. */
const unlessSameFile: Rule = (name) =>
  `CASE WHEN file_sha256 = :file_sha256 THEN ${unlessNull(name)} ELSE :${name} END`

/** Takes the name for this video; false when another video has it. */
export function reserveFileName(database: WritableDatabase, id: VideoId, fileName: string): boolean {
  const { changes } = database
    .prepare('UPDATE OR IGNORE video SET file_name = :fileName, file_key = :fileKey WHERE uuid = :id')
    .run({ id, fileName, fileKey: fileKey(fileName) })
  crashPoint('file-name.reserved')
  return changes === 1
}

export function generationKeyOfVideo(database: ReadableDatabase, id: VideoId): number | null {
  const row = database.prepare('SELECT generation_id AS key FROM video WHERE uuid = :id').get({ id }) as
    { readonly key: number } | undefined
  return row?.key ?? null
}
