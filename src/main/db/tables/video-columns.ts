import { ContentChecks, FileTrait, type VideoId, type VideoState } from '@shared/generation'
import * as z from 'zod'
import type { HeldFile } from '../../media/video-file'
import { detail, integer, json, nullable, parseJson, real, text } from './column-types'
import { readProblem } from './generation-columns'

/** Reads traits; one that a newer version wrote is left out. */
function readTraits(stored: string | null): readonly FileTrait[] {
  const list = z.array(z.unknown()).safeParse(stored === null ? [] : parseJson(stored)).data ?? []
  return list.flatMap((one) => FileTrait.safeParse(one).data ?? [])
}

const Held = z.object({ bytes: z.int().nonnegative(), sha256: z.string(), ending: z.string() })

const readHeld = (stored: string | null): HeldFile | null =>
  stored === null ? null : (Held.safeParse(parseJson(stored)).data ?? null)

const readChecks = (stored: string | null): ContentChecks | null =>
  stored === null ? null : (ContentChecks.safeParse(parseJson(stored)).data ?? null)

/** Fields of a video that are stored as they are. */
export const ownColumns = {
  id: text<VideoId>('uuid'),
  position: integer('position'),
  state: text<VideoState>('state'),
  url: detail(text('url')),
  proxyUrl: detail(text('proxy_url')),
  fileName: nullable(text('file_name')),
  linkedPath: nullable(text('linked_path')),
  held: { ...json('held', readHeld), isDetail: true },
  checks: { ...json('checks', readChecks), isDetail: true },
  attempts: integer('attempts'),
  nextAttemptAtMs: detail(integer('next_attempt_at_ms')),
  problem: { ...json('problem', readProblem), isDetail: true }
}

/** Fields of its saved file; all null before it is saved. */
export const fileColumns = {
  bytes: detail(integer('file_bytes')),
  sha256: nullable(text('file_sha256')),
  sourceBytes: detail(integer('source_bytes')),
  sourceSha256: nullable(text('source_sha256')),
  mediaSha256: detail(text('media_sha256')),
  traits: { ...json('traits', readTraits), isDetail: true },
  savedAtMs: nullable(integer('saved_at_ms'))
}

/** Media facts of the file. */
export const mediaColumns = {
  width: detail(integer('width')),
  height: detail(integer('height')),
  durationMs: detail(integer('duration_ms')),
  framesPerSecond: detail(real('frames_per_second')),
  videoCodec: detail(text('video_codec')),
  audioCodec: detail(text('audio_codec'))
}

export const videos = {
  name: 'video',
  columns: {
    ...ownColumns,
    ...fileColumns,
    ...mediaColumns,
    generationKey: integer('generation_id'),
    fileKey: nullable(text('file_key'))
  }
}
