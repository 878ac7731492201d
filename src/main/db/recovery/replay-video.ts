import type { VideoState } from '@shared/generation'
import { linkedFileMissing } from '@shared/problem-texts'
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
 * Writes what an entry says about a video. Its file is checked afterwards, like every other row's.
 */
export function replayVideo(
  database: WritableDatabase,
  generationId: number,
  video: JournaledVideo,
  authority: Authority
): void {
  const { id, position, state, url, proxyUrl, fileName, linkedPath, file, held, checks, problem } = video
  const before = knownVideo(database, id)
  if (before ? !mayChange(before, video, authority) : authority === 'row') return
  database
    .prepare(
      `INSERT INTO video (uuid, generation_id, position, state) VALUES (?, ?, ?, 'pending') ON CONFLICT DO NOTHING`
    )
    .run(id, generationId, position)
  if (knownVideo(database, id)?.generationId !== generationId) return
  if (linkedPath !== null) {
    // Anybody may have written the path: it counts once the file there turns out to be the one that was linked.
    const missing = { state: 'missing', problem: linkedFileMissing } as const
    if (file && authority === 'journal') updateVideo(database, id, { ...missing, linkedPath, file, checks })
    return
  }
  const hasName = fileName !== null && reserveFileName(database, id, fileName)
  const hasFile = hasName && file !== null
  updateVideo(database, id, {
    state: hasFile || state === 'pending' || state === 'refused' ? state : 'missing',
    problem,
    held,
    ...(url !== null && { links: { url, proxyUrl } }),
    ...(hasFile && { file, checks })
  })
}

/**
 * Returns whether an entry may change a video. A saved one only takes a new name; a pending one only takes what the
 * service or the file itself says.
 */
function mayChange(before: KnownVideo, { file }: JournaledVideo, authority: Authority): boolean {
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
