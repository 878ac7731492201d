import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inTransaction, type WritableDatabase } from '../../src/main/db/connection/database'
import { closeLibraryDatabase, openLibraryDatabase } from '../../src/main/db/connection/open-library'
import { indexPending } from '../../src/main/db/search/index-pending'
import { hasNotes, nameModels, removeNotes } from '../../src/main/db/search/notes'
import { makeIndex } from '../../src/main/db/search/search-index'
import { noteFilesCompared } from '../../src/main/db/tables/key-value/library'
import { removeValue } from '../../src/main/db/tables/key-value/key-value-table'
import { clipFileName } from '../../src/main/library/folder/file-name'
import { silentLogger } from '../../src/main/logging/logger'
import { sendAtOnce } from '../../src/main/settings/testing/send-at-once'
import { findModel } from '../../src/shared/catalogue/models'
import type { ContentChecks } from '../../src/shared/generation'
import type { GenerationRequest } from '../../src/shared/request'
import { annotate } from './annotations'
import { copyClipSources, type ClipSource } from './clip-sources'
import { homeAt, type Home } from './home'
import { uuidOf } from './ids'
import { promptOf, randomFrom } from './prompts'

const models = ['veo-3.1-fast', 'veo-3.1', 'kling-v3-t2v', 'wan2.6-t2v', 'seedance-1-5-pro'] as const
const rowsAtOnce = 5000
/** Three years of work, whatever the size: a large library has busier days. */
const yearsMs = 3 * 365 * 86_400_000
/** Of every hundred clips, these last ones are something other than a clip on disk. */
const oddOnes = { failed: 97, deleted: 98, missing: 99 } as const

/**
 * Makes a library below a folder that does not exist yet, as an app would have left it: rows through the real
 * schema, and a file for each clip, linked to one of a few real ones.
 *
 * @param newestMs When the newest clip was made.
 */
export async function seedLibrary(folder: string, size: number, newestMs: number): Promise<Home> {
  const home = homeAt(folder)
  mkdirSync(home.state, { recursive: true, mode: 0o700 })
  mkdirSync(join(home.library, '.dailies'), { recursive: true })
  writeFileSync(
    join(home.library, '.dailies', 'library.json'),
    JSON.stringify({ version: 1, id: randomUUID() })
  )
  sendAtOnce(home.state)
  const sources = await copyClipSources(home.sources)
  const { database } = openLibraryDatabase(home.database, { logger: silentLogger, nowMs: newestMs })
  try {
    const add = clipWriter(database, home, sources, { newestMs, stepMs: Math.floor(yearsMs / size) })
    for (let from = 0; from < size; from += rowsAtOnce) {
      inTransaction(database, 'mark', () => {
        for (let index = from; index < Math.min(from + rowsAtOnce, size); index += 1) add(index)
      })
    }
    // Otherwise the app reads every file once, because their links are newer than their rows.
    noteFilesCompared(database, Date.now() + 1000)
    // Otherwise it looks into every file for clips that it does not know.
    removeValue(database, 'taking_up')
    fillIndex(database, home)
  } finally {
    closeLibraryDatabase(database)
  }
  return home
}

/** Indexes everything for searches, as the app does in the background. */
function fillIndex(database: WritableDatabase, home: Home): void {
  mkdirSync(dirname(home.searchIndex), { recursive: true, mode: 0o700 })
  nameModels(database, (id) => findModel(id)?.name ?? id)
  makeIndex(database, home.searchIndex)
  while (hasNotes(database)) {
    const { last } = indexPending({ rows: home.database, index: home.searchIndex })
    if (last !== null) removeNotes(database, last)
  }
}

interface Times {
  readonly newestMs: number
  readonly stepMs: number
}

function clipWriter(
  database: WritableDatabase,
  home: Home,
  sources: readonly ClipSource[],
  { newestMs, stepMs }: Times
): (index: number) => void {
  const insertGeneration = database.prepare(
    `INSERT INTO generation (id, uuid, batch_uuid, batch_position, request, prompt, model_id, state, state_since_ms,
       submitted_at_ms, charged_microdollars, remote_id, problem, enhanced_prompt, deleted_at_ms)
     VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
  )
  const insertVideo = database.prepare(
    `INSERT INTO video (uuid, generation_id, position, state, file_name, file_key, source_bytes, source_sha256,
       file_bytes, file_sha256, media_sha256, width, height, duration_ms, frames_per_second, video_codec, audio_codec,
       checks, saved_at_ms)
     VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
  )
  const insertEvent = database.prepare(
    'INSERT INTO generation_event (generation_id, at_ms, from_state, to_state, why) VALUES (?, ?, ?, ?, ?)'
  )
  return (index) => {
    const source = sources[index % sources.length]
    if (!source) throw new Error('There are no clips to link')
    const random = randomFrom(-index)
    const atMs = newestMs - index * stepMs - Math.floor(random() * stepMs * 0.9)
    const key = atMs * 1000
    const [generationId, videoId] = [uuidOf('generation', index), uuidOf('video', index)]
    const request = requestOf(index, source)
    const { prompt, modelId } = request
    const isFailed = index % 100 === oddOnes.failed
    const isMissing = index % 100 === oddOnes.missing
    const state = isFailed ? 'failed' : 'ready'
    insertGeneration.run(
      key,
      generationId,
      uuidOf('batch', index),
      JSON.stringify(request),
      prompt,
      modelId,
      state,
      atMs + 90_000,
      atMs,
      isFailed ? null : 1_920_000,
      String(176_000_000 + index),
      isFailed ? JSON.stringify(failure) : null,
      index % 3 === 0 ? `${prompt} ${promptOf(index + 1)}` : null,
      index % 100 === oddOnes.deleted ? newestMs : null
    )
    annotate(database, index, key)
    insertEvent.run(key, atMs, null, 'queued', 'Queued')
    insertEvent.run(key, atMs + 90_000, 'downloading', state, '')
    if (isFailed) return
    const fileName = clipFileName({ videoId, createdAtMs: atMs, request }, 1)
    if (!isMissing) linkSync(source.path, join(home.library, fileName))
    const { media } = source
    insertVideo.run(
      videoId,
      key,
      isMissing ? 'missing' : 'saved',
      fileName,
      fileName.normalize('NFC').toLowerCase(),
      source.bytes,
      source.sha256,
      source.bytes,
      source.sha256,
      source.mediaSha256,
      media.width,
      media.height,
      media.durationMs,
      media.framesPerSecond,
      media.videoCodec,
      media.audioCodec,
      JSON.stringify(checks),
      atMs + 90_000
    )
  }
}

const checks: ContentChecks = { peakDecibels: -12, blackMs: 0, frozenMs: 0 }

const failure = {
  code: 'bad_request',
  message: 'The model refused this prompt.',
  retryable: false
}

const requestOf = (index: number, source: ClipSource): GenerationRequest => ({
  modelId: models[index % models.length] ?? models[0],
  prompt: promptOf(index),
  aspectRatio: source.aspectRatio,
  durationSeconds: 15,
  generateAudio: true
})
