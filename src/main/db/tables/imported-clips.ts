import type { GenerationId } from '@shared/generation'
import type { ImportedClip } from '../../generations/domain/ports'
import type { KnownContent } from '../../imports/importer'
import type { ReadableDatabase, WritableDatabase } from '../connection/database'
import { writeAnnotations } from './curation/annotation-table'
import { freeMillisecond, insertGeneration } from './generation-table'
import { fileKey, reserveFileName, updateVideo } from './video-table'

/** Writes the rows of an imported video and returns their key; null when another video has its file name. */
export function insertImported(
  database: WritableDatabase,
  { id, request, annotations, video }: ImportedClip,
  atMs: number
): number | null {
  if (video.fileName !== null && isNameTaken(database, video.fileName)) return null
  const key = insertGeneration(database, {
    id,
    createdAtUs: freeMillisecond(database, atMs) * 1000,
    batchId: id,
    batchPosition: 0,
    resendOf: null,
    origin: 'imported',
    request,
    state: 'ready',
    stateSinceMs: atMs,
    why: 'Imported',
    atMs
  })
  database
    .prepare(`INSERT INTO video (uuid, generation_id, position, state) VALUES (?, ?, 0, 'pending')`)
    .run(video.id, key)
  if (video.fileName !== null) reserveFileName(database, video.id, video.fileName)
  const { file, linkedPath } = video
  updateVideo(database, video.id, { state: 'saved', file, ...(linkedPath !== null && { linkedPath }) })
  if (annotations) writeAnnotations(database, key, 1, annotations)
  return key
}

/** Returns whether a video of any state has this name, compared as disks without case do. */
export const isNameTaken = (database: ReadableDatabase, fileName: string): boolean =>
  database.prepare('SELECT 1 FROM video WHERE file_key = ?').get(fileKey(fileName)) !== undefined

/** Returns the clip whose file has a content; null where there is none, or it was erased. */
export function findContent(database: ReadableDatabase, sha256: string): KnownContent | null {
  const row = database
    .prepare(
      `SELECT generation.uuid AS id, video.state = 'missing' AS isMissing,
         deleted_at_ms IS NOT NULL AS isInTrash
       FROM video JOIN generation ON generation.id = video.generation_id
         JOIN listing ON listing.id = generation.id
       WHERE file_sha256 = ? ORDER BY deleted_at_ms IS NOT NULL, generation.id LIMIT 1`
    )
    .get(sha256) as
    { readonly id: GenerationId; readonly isMissing: number; readonly isInTrash: number } | undefined
  return row ? { id: row.id, isMissing: row.isMissing === 1, isInTrash: row.isInTrash === 1 } : null
}
