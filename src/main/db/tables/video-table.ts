import type { VideoId, VideoState } from '@shared/generation'
import { crashPoint } from '../../base/crash-points'
import type { SavedFile, Video } from '../../generations/domain/generation'
import type { NewVideo, VideoChange } from '../../generations/domain/ports'
import { valuesFor, type ColumnOf } from './column-types'
import { readHeld, readProblem, readTraits, writeJson } from './columns'
import type { ReadableDatabase, WritableDatabase } from '../connection/database'

export interface VideoRow {
  readonly uuid: string
  readonly generation_id: number
  readonly position: number
  readonly state: VideoState
  readonly url: string | null
  readonly proxy_url: string | null
  readonly file_name: string | null
  readonly source_bytes: number | null
  readonly source_sha256: string | null
  readonly file_bytes: number | null
  readonly file_sha256: string | null
  readonly width: number | null
  readonly height: number | null
  readonly duration_ms: number | null
  readonly frames_per_second: number | null
  readonly video_codec: string | null
  readonly audio_codec: string | null
  readonly saved_at_ms: number | null
  readonly attempts: number
  readonly next_attempt_at_ms: number | null
  readonly problem: string | null
  readonly traits: string | null
  readonly media_sha256: string | null
  readonly held: string | null
}

export function rowToVideo(row: VideoRow): Video {
  return {
    id: row.uuid as VideoId,
    position: row.position,
    state: row.state,
    url: row.url,
    proxyUrl: row.proxy_url,
    fileName: row.file_name,
    file: rowToFile(row),
    held: readHeld(row.held),
    attempts: row.attempts,
    nextAttemptAtMs: row.next_attempt_at_ms,
    problem: readProblem(row.problem)
  }
}

function rowToFile(row: VideoRow): SavedFile | null {
  if (row.file_sha256 === null || row.source_sha256 === null || row.saved_at_ms === null) return null
  return {
    bytes: row.file_bytes ?? 0,
    sha256: row.file_sha256,
    sourceBytes: row.source_bytes ?? 0,
    sourceSha256: row.source_sha256,
    traits: readTraits(row.traits),
    mediaSha256: row.media_sha256,
    savedAtMs: row.saved_at_ms,
    media: {
      width: row.width ?? 0,
      height: row.height ?? 0,
      durationMs: row.duration_ms ?? 0,
      framesPerSecond: row.frames_per_second,
      videoCodec: row.video_codec ?? '',
      audioCodec: row.audio_codec
    }
  }
}

/** Names that differ only in case or normalisation are one name on some disks, so they are one here. */
export const fileKey = (fileName: string): string => fileName.normalize('NFC').toLowerCase()

export function videosOf(database: ReadableDatabase, generationIds: readonly number[]): Map<number, Video[]> {
  const videos = new Map<number, Video[]>()
  if (generationIds.length === 0) return videos
  const rows = database
    .prepare(
      `SELECT * FROM video WHERE generation_id IN (SELECT value FROM json_each(?)) ORDER BY generation_id, position`
    )
    .all(JSON.stringify(generationIds)) as unknown as VideoRow[]
  for (const row of rows) {
    const list = videos.get(row.generation_id) ?? []
    list.push(rowToVideo(row))
    videos.set(row.generation_id, list)
  }
  return videos
}

/** A video that is known takes the new links; one that was given up is fetched once more. */
export function insertVideos(
  database: WritableDatabase,
  generationId: number,
  videos: readonly NewVideo[]
): void {
  const value = valuesFor(database, 'video')
  const insert = database.prepare(
    `INSERT INTO video (uuid, generation_id, position, state, url, proxy_url) VALUES (?, ?, ?, 'pending', ?, ?)
     ON CONFLICT (generation_id, position) DO UPDATE SET
       url = excluded.url, proxy_url = excluded.proxy_url,
       state = CASE state WHEN 'missing' THEN 'pending' ELSE state END,
       attempts = CASE state WHEN 'missing' THEN 0 ELSE attempts END,
       next_attempt_at_ms = CASE state WHEN 'missing' THEN NULL ELSE next_attempt_at_ms END,
       problem = CASE state WHEN 'missing' THEN NULL ELSE problem END`
  )
  videos.forEach((video, position) =>
    insert.run(
      value('uuid', video.id),
      value('generation_id', generationId),
      value('position', position),
      value('url', video.url),
      value('proxy_url', video.proxyUrl)
    )
  )
}

export function updateVideo(database: WritableDatabase, id: VideoId, change: VideoChange): void {
  const sets: [ColumnOf<'video'>, unknown][] = []
  if (change.state !== undefined) sets.push(['state', change.state])
  if (change.attempts !== undefined) sets.push(['attempts', change.attempts])
  if (change.nextAttemptAtMs !== undefined) sets.push(['next_attempt_at_ms', change.nextAttemptAtMs])
  if (change.problem !== undefined) sets.push(['problem', writeJson(change.problem)])
  if (change.held !== undefined) sets.push(['held', writeJson(change.held)])
  if (change.links) sets.push(['url', change.links.url], ['proxy_url', change.links.proxyUrl])
  if (change.file) sets.push(...fileColumns(change.file))
  if (sets.length === 0) return
  const valueFor = valuesFor(database, 'video')
  // The column names are written out above; only values come from data.
  const assignments = sets.map(([column]) => `${column} = ?`).join(', ')
  database
    .prepare(`UPDATE video SET ${assignments} WHERE uuid = ?`)
    .run(...sets.map(([column, value]) => valueFor(column, value)), id)
}

function fileColumns(file: SavedFile): [ColumnOf<'video'>, unknown][] {
  return [
    ['source_bytes', file.sourceBytes],
    ['source_sha256', file.sourceSha256],
    ['file_bytes', file.bytes],
    ['file_sha256', file.sha256],
    ['width', file.media.width],
    ['height', file.media.height],
    ['duration_ms', file.media.durationMs],
    ['frames_per_second', file.media.framesPerSecond],
    ['video_codec', file.media.videoCodec],
    ['audio_codec', file.media.audioCodec],
    ['traits', writeJson(file.traits)],
    ['media_sha256', file.mediaSha256],
    ['saved_at_ms', file.savedAtMs]
  ]
}

/** Takes the name for this video; false when another video has it. */
export function reserveFileName(database: WritableDatabase, id: VideoId, fileName: string): boolean {
  const { changes } = database
    .prepare(`UPDATE OR IGNORE video SET file_name = ?, file_key = ? WHERE uuid = ?`)
    .run(fileName, fileKey(fileName), id)
  crashPoint('file-name.reserved')
  return changes === 1
}

export function generationIdOfVideo(database: ReadableDatabase, id: VideoId): number | null {
  const row = database.prepare('SELECT generation_id FROM video WHERE uuid = ?').get(id) as
    { generation_id: number } | undefined
  return row?.generation_id ?? null
}
