import type { AdoptedClip } from '../library/rebuild'
import { inTransaction, type ReadableDatabase, type WritableDatabase } from './database'
import { insertEvent } from './event-table'
import { keyOf, nextKey } from './generation-table'
import { fileKey, reserveFileName, updateVideo } from './video-table'

/** Whether a row claims this file and holds it for saved. */
export function knowsFile(database: ReadableDatabase, fileName: string): boolean {
  return (
    database.prepare(`SELECT 1 FROM video WHERE file_key = ? AND state = 'saved'`).get(fileKey(fileName)) !==
    undefined
  )
}

/** Writes the rows of a clip found in the folder; a video known already is joined to its file again. */
export function adoptClip(database: WritableDatabase, clip: AdoptedClip, atMs: number): void {
  inTransaction(database, 'adopted', () => {
    const key = keyOf(database, clip.generationId) ?? insertAdopted(database, clip, atMs)
    database
      .prepare(
        `INSERT INTO video (uuid, generation_id, position, state) VALUES (?, ?, ?, 'pending')
         ON CONFLICT DO NOTHING`
      )
      .run(clip.videoId, key, clip.position)
    reserveFileName(database, clip.videoId, clip.fileName)
    updateVideo(database, clip.videoId, {
      state: 'saved',
      file: clip.file,
      problem: null,
      nextAttemptAtMs: null
    })
    database.prepare('UPDATE generation SET revision = revision + 1 WHERE id = ?').run(key)
  })
}

function insertAdopted(database: WritableDatabase, clip: AdoptedClip, atMs: number): number {
  const { generationId, request, remoteId, createdAtUs } = clip
  const key = nextKey(database, createdAtUs)
  database
    .prepare(
      `INSERT INTO generation
         (id, uuid, batch_uuid, batch_position, request, prompt, model_id, state, state_since_ms, submitted_at_ms, remote_id)
       VALUES (?, ?, ?, 0, ?, ?, ?, 'ready', ?, ?, ?)`
    )
    .run(
      key,
      generationId,
      generationId,
      JSON.stringify(request),
      request.prompt,
      request.modelId,
      clip.file.savedAtMs,
      Math.round(createdAtUs / 1000),
      remoteId
    )
  insertEvent(database, key, { atMs, from: null, to: 'ready', why: 'Found in the library folder' })
  return key
}
