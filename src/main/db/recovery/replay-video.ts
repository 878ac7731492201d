import type { VideoState } from '@shared/generation'
import type { JournaledVideo } from '../../library/journal/journal-entry'
import type { ReadableDatabase, WritableDatabase } from '../connection/database'
import type { Authority } from './replay-rules'
import { reserveFileName, updateVideo } from '../tables/video-table'

interface KnownVideo {
  readonly generationId: number
  readonly state: VideoState
  readonly sourceSha256: string | null
}

/**
 * Writes what a line says of a video. Whether its file is there, and still the same, is looked at afterwards, as for
 * every other row.
 */
export function replayVideo(
  database: WritableDatabase,
  generationId: number,
  video: JournaledVideo,
  authority: Authority
): void {
  const { id, position, state, url, proxyUrl, fileName, file, held, problem } = video
  const before = knownVideo(database, id)
  if (before ? !takesWord(before, video, authority) : authority === 'row') return
  database
    .prepare(
      `INSERT INTO video (uuid, generation_id, position, state) VALUES (?, ?, ?, 'pending') ON CONFLICT DO NOTHING`
    )
    .run(id, generationId, position)
  if (knownVideo(database, id)?.generationId !== generationId) return
  const hasName = fileName !== null && reserveFileName(database, id, fileName)
  const hasFile = hasName && file !== null
  updateVideo(database, id, {
    state: hasFile || state === 'pending' || state === 'refused' ? state : 'missing',
    problem,
    held,
    ...(url !== null && { links: { url, proxyUrl } }),
    ...(hasFile && { file })
  })
}

/**
 * A video that is saved may have got another name, and nothing else; for one that the database still waits for, only
 * the service's answer and the file itself count.
 */
function takesWord(before: KnownVideo, { file }: JournaledVideo, authority: Authority): boolean {
  if (before.state === 'saved') return file !== null && file.sourceSha256 === before.sourceSha256
  return authority === 'journal' || (before.state !== 'pending' && file !== null)
}

function knownVideo(database: ReadableDatabase, id: string): KnownVideo | null {
  const row = database
    .prepare(
      'SELECT generation_id AS generationId, state, source_sha256 AS sourceSha256 FROM video WHERE uuid = ?'
    )
    .get(id) as KnownVideo | undefined
  return row ?? null
}
