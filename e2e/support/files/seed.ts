import { createHash, randomUUID } from 'node:crypto'
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import type { GenerationState, VideoState } from '../../../src/shared/generation'
import type { Problem } from '../../../src/shared/problem'
import type { GenerationRequest } from '../../../src/shared/request'
import { inTransaction, type WritableDatabase } from '../../../src/main/db/connection/database'
import { openLibraryDatabase } from '../../../src/main/db/connection/open-library'
import { createLogger } from '../../../src/main/logging/logger'
import { projectFolder } from '../project'

const clipsFolder = join(projectFolder, 'src/simulator/clips')
const clipMs = 15_000

/** Fields of a seeded row; defaults describe an ordinary finished clip. */
export interface Seed {
  readonly prompt: string
  readonly modelId?: string
  readonly state?: GenerationState
  readonly problem?: Problem
  /** Only where the state is `ready`. */
  readonly video?: VideoState
  readonly deleted?: boolean
  /** Queued, and not sent before a click. */
  readonly needsClick?: boolean
}

export interface SeededClip {
  readonly generationId: string
  readonly videoId: string
  readonly prompt: string
  /** Absolute path; for a `ready` row the file is there. */
  readonly path: string
  readonly bytes: number
}

interface Source {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
  readonly width: number
  readonly height: number
}

/**
 * Seeds a home with a library before the app's first start: rows through the real migrations, and a
 * real file for each finished clip. The first seed is the newest. Faster than making clips, and any state is possible.
 */
export function seedLibrary(home: string, seeds: readonly Seed[]): SeededClip[] {
  const state = join(home, 'user-data', 'state')
  const library = join(home, 'Videos', 'Dailies')
  mkdirSync(state, { recursive: true })
  mkdirSync(join(library, '.dailies'), { recursive: true })
  // A folder without its marker counts as a disconnected drive.
  writeFileSync(join(library, '.dailies', 'library.json'), JSON.stringify({ version: 1, id: randomUUID() }))
  const sources = readSources()
  const originals = join(home, 'Videos', 'originals')
  mkdirSync(originals)
  for (const source of sources) copyFileSync(source.path, join(originals, nameOf(source.path)))

  const logger = createLogger({ write: () => undefined, hide: () => undefined }, 'seed')
  const { database } = openLibraryDatabase(join(state, 'library.sqlite'), { logger, nowMs: Date.now() })
  try {
    const insert = rowWriter(database, seeds.length)
    return inTransaction(database, 'mark', () =>
      seeds.map((seed, index) => {
        const source = sources[index % sources.length]!
        const fileName = `clip ${String(index).padStart(4, '0')} ${nameOf(source.path)}`
        const path = join(library, fileName)
        const isOnDisk = (seed.state ?? 'ready') === 'ready' && seed.video !== 'missing'
        if (isOnDisk) linkSync(join(originals, nameOf(source.path)), path)
        return { ...insert(seed, index, source, fileName), path }
      })
    )
  } finally {
    database.close()
  }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

function readSources(): Source[] {
  return readdirSync(clipsFolder)
    .filter((name) => /^(16x9|9x16|1x1)-.*\.mp4$/.test(name))
    .sort()
    .map((name) => {
      const path = join(clipsFolder, name)
      const [width, height] = name.startsWith('16x9')
        ? [1280, 720]
        : name.startsWith('9x16')
          ? [720, 1280]
          : [720, 720]
      const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex')
      return { path, bytes: statSync(path).size, sha256, width, height }
    })
}

const hourMs = 3_600_000
/** More clips than these are spread over days. */
const mostInDay = 12

/** Returns how far apart clips are made: a few of them on the same day, whatever the time is. */
function stepOf(count: number, nowMs: number): number {
  if (count > mostInDay) return hourMs
  const sinceMidnightMs = nowMs - new Date(nowMs).setHours(0, 0, 0, 0)
  return Math.min(hourMs, Math.floor(sinceMidnightMs / (count + 1)))
}

function rowWriter(
  database: WritableDatabase,
  count: number
): (seed: Seed, index: number, source: Source, fileName: string) => Omit<SeededClip, 'path'> {
  const generation = database.prepare(
    `INSERT INTO generation (id, uuid, batch_uuid, batch_position, request, prompt, model_id, state, state_since_ms,
       needs_click, submitted_at_ms, charged_microdollars, remote_id, problem, deleted_at_ms)
     VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
  )
  const video = database.prepare(
    `INSERT INTO video (uuid, generation_id, position, state, file_name, file_key, source_bytes, source_sha256,
       file_bytes, file_sha256, width, height, duration_ms, frames_per_second, video_codec, audio_codec, saved_at_ms)
     VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 24, 'avc', 'aac', ?)`
  )
  const event = database.prepare(
    `INSERT INTO generation_event (generation_id, at_ms, from_state, to_state, why) VALUES (?, ?, ?, ?, ?)`
  )
  const nowMs = Date.now()
  const stepMs = stepOf(count, nowMs)
  return (seed, index, source, fileName) => {
    const { prompt, modelId = 'veo-3.1-fast', state = 'ready', problem } = seed
    const [generationId, videoId] = [randomUUID(), randomUUID()]
    const atMs = nowMs - (index + 1) * stepMs
    const key = atMs * 1000
    const aspectRatio = nameOf(source.path).split('-')[0]!.replace('x', ':')
    const request: GenerationRequest = {
      modelId,
      prompt,
      aspectRatio,
      durationSeconds: 15,
      generateAudio: true
    }
    const wasSent = state !== 'queued' && state !== 'cancelled'
    generation.run(
      key,
      generationId,
      randomUUID(),
      JSON.stringify(request),
      prompt,
      modelId,
      state,
      atMs,
      seed.needsClick ? 1 : 0,
      wasSent ? atMs : null,
      state === 'ready' ? 1_920_000 : null,
      state === 'ready' || state === 'processing' ? String(176_000_000 + index) : null,
      problem ? JSON.stringify(problem) : null,
      seed.deleted ? nowMs - 60_000 : null
    )
    event.run(key, atMs, null, 'queued', 'Generate was pressed')
    if (state !== 'queued') event.run(key, atMs + 90_000, 'queued', state, problem?.message ?? '')
    if (state === 'ready') {
      video.run(
        videoId,
        key,
        seed.video ?? 'saved',
        fileName,
        fileName.toLowerCase(),
        source.bytes,
        source.sha256,
        source.bytes,
        source.sha256,
        source.width,
        source.height,
        clipMs,
        atMs
      )
    }
    return { generationId, videoId, prompt, bytes: source.bytes }
  }
}
