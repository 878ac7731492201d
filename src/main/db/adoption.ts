import type { GenerationState } from '@shared/generation'
import type { AdoptedClip } from '../library/rebuild'
import { valuesFor } from './column-types'
import { inTransaction, type ReadableDatabase, type WritableDatabase } from './database'
import { insertEvent } from './event-table'
import { insertGeneration, keyOf } from './generation-table'
import { fileKey, reserveFileName, updateVideo } from './video-table'

/** Whether a row claims this file and holds it for saved. */
export function knowsFile(database: ReadableDatabase, fileName: string): boolean {
  return (
    database.prepare(`SELECT 1 FROM video WHERE file_key = ? AND state = 'saved'`).get(fileKey(fileName)) !==
    undefined
  )
}

/**
 * Writes the rows of a clip found in the folder; a video known already is joined to its file again.
 * @throws where the name of the file belongs to another video; nothing is written then.
 */
export function adoptClip(database: WritableDatabase, clip: AdoptedClip, atMs: number): void {
  inTransaction(database, 'adopted', () => {
    const key = keyOf(database, clip.generationId) ?? insertAdopted(database, clip, atMs)
    database
      .prepare(
        `INSERT INTO video (uuid, generation_id, position, state) VALUES (?, ?, ?, 'pending')
         ON CONFLICT (generation_id, position) DO UPDATE SET uuid = excluded.uuid WHERE state <> 'saved'`
      )
      .run(clip.videoId, key, clip.position)
    if (!reserveFileName(database, clip.videoId, clip.fileName)) {
      throw new Error('Another video has the name of this file')
    }
    updateVideo(database, clip.videoId, {
      state: 'saved',
      file: clip.file,
      problem: null,
      nextAttemptAtMs: null
    })
    database.prepare('UPDATE generation SET revision = revision + 1 WHERE id = ?').run(key)
    finishAdopted(database, key, clip, atMs)
  })
}

/**
 * A row that an older backup holds as waiting or running: its clip is here, so it was sent, paid and finished since.
 * Left as it is, it could be sent a second time.
 */
function finishAdopted(database: WritableDatabase, key: number, clip: AdoptedClip, atMs: number): void {
  const row = database
    .prepare(
      `SELECT state FROM generation WHERE id = ?1 AND state NOT IN ('ready', 'cancelled')
         AND NOT EXISTS (SELECT 1 FROM video WHERE generation_id = ?1 AND video.state = 'pending')`
    )
    .get(key) as { readonly state: GenerationState } | undefined
  if (!row) return
  const value = valuesFor(database, 'generation')
  database
    .prepare(
      `UPDATE generation SET state = 'ready', state_since_ms = ?, needs_click = 0, problem = NULL,
         submitted_at_ms = COALESCE(submitted_at_ms, ?), remote_id = COALESCE(remote_id, ?) WHERE id = ?`
    )
    .run(
      value('state_since_ms', clip.file.savedAtMs),
      value('submitted_at_ms', clip.createdAtUs / 1000),
      value('remote_id', clip.remoteId),
      key
    )
  insertEvent(database, key, { atMs, from: row.state, to: 'ready', why: 'Found in the library folder' })
}

function insertAdopted(database: WritableDatabase, clip: AdoptedClip, atMs: number): number {
  const { generationId, request, remoteId, createdAtUs } = clip
  return insertGeneration(database, {
    id: generationId,
    createdAtUs,
    batchId: generationId,
    batchPosition: 0,
    resendOf: null,
    request,
    state: 'ready',
    stateSinceMs: clip.file.savedAtMs,
    submittedAtMs: Math.round(createdAtUs / 1000),
    remoteId,
    why: 'Found in the library folder',
    atMs
  })
}
