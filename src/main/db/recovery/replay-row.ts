import type { GenerationId } from '@shared/generation'
import type { GenerationEntry, JournalEntryOf } from '../../library/journal/journal-entry'
import type { ReadableDatabase, WritableDatabase } from '../connection/database'
import { insertGeneration } from '../tables/generation-table'
import type { StandingRow } from './replay-rules'
import { mayHaveBeenSent } from './restored-rows'

/** Row with its key. */
export interface KnownRow extends StandingRow {
  readonly id: number
  readonly uuid: GenerationId
}

export function knownRow(database: ReadableDatabase, id: GenerationId): KnownRow | null {
  const row = database
    .prepare(
      `SELECT id, uuid, revision, state, remote_id AS remoteId, COALESCE(
         (SELECT revision FROM annotation WHERE generation_id = generation.id), 0) AS annotationRevision
       FROM generation WHERE uuid = ?`
    )
    .get(id) as KnownRow | undefined
  return row ?? null
}

/** Inserts the row of an unknown generation; null where the entry has no request. */
export function insertUnknown(database: WritableDatabase, entry: GenerationEntry): KnownRow | null {
  if (entry.kind !== 'queued' && entry.kind !== 'whole') return null
  const { generationId, place, resendOf, origin, createdAtUs, request } = entry
  const atMs = Math.round(createdAtUs / 1000)
  insertGeneration(database, {
    id: generationId,
    createdAtUs,
    ...freePosition(database, entry),
    place,
    resendOf: resendOf !== null && knownRow(database, resendOf) ? resendOf : null,
    request,
    stateSinceMs: atMs,
    // Of an imported video there is nothing to send, whatever its line says.
    ...(origin ? imported : queued),
    atMs
  })
  return knownRow(database, generationId)
}

const imported = { origin: 'imported', state: 'ready', why: 'Imported' } as const
const queued = { state: 'queued', needsClick: true, problem: mayHaveBeenSent, why: 'Queued' } as const

/** Returns its position in its batch, or a batch of its own if the position is taken. */
function freePosition(
  database: ReadableDatabase,
  { generationId, batchId, batchPosition }: JournalEntryOf<'queued' | 'whole'>
): { readonly batchId: string; readonly batchPosition: number } {
  const isTaken =
    database
      .prepare('SELECT 1 FROM generation WHERE batch_uuid = ? AND batch_position = ?')
      .get(batchId, batchPosition) !== undefined
  if (!isTaken) return { batchId, batchPosition }
  const { next } = database
    .prepare('SELECT COALESCE(MAX(batch_position), -1) + 1 AS next FROM generation WHERE batch_uuid = ?')
    .get(generationId) as { readonly next: number }
  return { batchId: generationId, batchPosition: next }
}
