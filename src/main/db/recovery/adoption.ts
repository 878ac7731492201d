import type { GenerationState } from '@shared/generation'
import type { AdoptedClip } from '../../library/recovery/rebuild'
import { inTransaction, type ReadableDatabase, type WritableDatabase } from '../connection/database'
import { insertEvent } from '../tables/event-table'
import { generations } from '../tables/generation-columns'
import { insertGeneration, keyOf } from '../tables/generation-table'
import { ifUnknown, updateRows } from '../tables/rows'
import { isErased } from '../queries/trash-queries'
import { fileKey, reserveFileName, updateVideo } from '../tables/video-table'

/**
 * Returns which of these files belong to saved videos. A single query, which blocks: without the plus, SQLite would go
 * through all saved ones.
 */
export function knownFiles(database: ReadableDatabase, fileNames: readonly string[]): ReadonlySet<string> {
  const rows = database
    .prepare(
      `SELECT file_key AS key FROM video WHERE +state = 'saved' AND file_key IN (SELECT value FROM json_each(?))`
    )
    .all(JSON.stringify(fileNames.map(fileKey))) as unknown as readonly { readonly key: string }[]
  const keys = new Set(rows.map(({ key }) => key))
  return new Set(fileNames.filter((name) => keys.has(fileKey(name))))
}

/**
 * Writes the rows of a clip found in the folder; a known video gets its file back.
 * @throws if another video has the file's name; nothing is written then.
 */
export function adoptClip(database: WritableDatabase, clip: AdoptedClip, atMs: number): void {
  inTransaction(database, 'adopted', () => {
    const key = keyOf(database, clip.generationId) ?? insertAdopted(database, clip, atMs)
    // The user put its file back.
    if (isErased(database, key))
      database.prepare('UPDATE generation SET deleted_at_ms = NULL WHERE id = ?').run(key)
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
    settle(database, key, clip, atMs)
  })
}

interface AdoptedRow {
  readonly state: GenerationState
  readonly remoteId: string | null
  readonly saved: number
  readonly pending: number
}

/**
 * Updates a row that an older backup has as queued or running: its clip exists, so it was sent and paid, and
 * must not be sent again.
 */
function settle(database: WritableDatabase, key: number, clip: AdoptedClip, atMs: number): void {
  const row = adoptedRow(database, key)
  if (row.state === 'ready' || row.state === 'cancelled' || row.pending > 0) return
  const { state, why } = endOf(row.state, row.remoteId ?? clip.remoteId, row.saved, clip.videoCount)
  if (state === row.state) return
  updateRows(
    database,
    generations,
    {
      state,
      stateSinceMs: clip.file.savedAtMs,
      needsClick: false,
      problem: null,
      nextPollAtMs: state === 'processing' ? atMs : null,
      submittedAtMs: sentAtMs(clip, atMs),
      remoteId: clip.remoteId
    },
    { sql: 'id = :key', values: { key } },
    { submittedAtMs: ifUnknown, remoteId: ifUnknown }
  )
  insertEvent(database, key, { atMs, from: row.state, to: state, why })
}

const adoptedRow = (database: ReadableDatabase, key: number): AdoptedRow =>
  database
    .prepare(
      `SELECT state, remote_id AS remoteId,
         (SELECT COUNT(*) FROM video WHERE generation_id = ?1 AND state = 'saved') AS saved,
         (SELECT COUNT(*) FROM video WHERE generation_id = ?1 AND state = 'pending') AS pending
       FROM generation WHERE id = ?1`
    )
    .get(key) as AdoptedRow

/**
 * Returns the state of a generation whose clip was found. It may have made and charged more videos than the folder
 * has: unless their number is known, ModelsLab is polled, which is free.
 */
function endOf(
  state: GenerationState,
  remoteId: string | null,
  saved: number,
  videoCount: number | null
): { readonly state: 'ready' | 'processing'; readonly why: string } {
  const isWhole = videoCount === null ? state === 'downloading' : saved >= videoCount
  if (isWhole) return { state: 'ready', why: 'Found in the library folder' }
  return remoteId === null
    ? {
        state: 'ready',
        why: 'Found in the library folder. More videos can’t be downloaded: the ModelsLab ID is unknown.'
      }
    : { state: 'processing', why: 'Found in the library folder. Checking ModelsLab for more videos.' }
}

/** Anybody may have written the packet: with a time in the future it would count as sent today on every day until then. */
const sentAtMs = ({ createdAtUs }: AdoptedClip, nowMs: number): number =>
  Math.min(Math.round(createdAtUs / 1000), nowMs)

function insertAdopted(database: WritableDatabase, clip: AdoptedClip, atMs: number): number {
  const { generationId, place, request, remoteId, createdAtUs } = clip
  const { state, why } = endOf('processing', remoteId, 1, clip.videoCount)
  return insertGeneration(database, {
    id: generationId,
    createdAtUs,
    batchId: generationId,
    batchPosition: 0,
    place,
    resendOf: null,
    request,
    state,
    stateSinceMs: clip.file.savedAtMs,
    submittedAtMs: sentAtMs(clip, atMs),
    remoteId,
    why,
    atMs
  })
}
