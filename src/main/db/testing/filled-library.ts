import { randomUUID } from 'node:crypto'
import type { GenerationId, VideoId } from '@shared/generation'
import type { GenerationStore } from '../../generations/domain/ports'
import type { WritableDatabase } from '../connection/database'
import { createGenerationStore } from '../tables/generation-store'

/** What a clip of such a library is. */
export const media = {
  width: 1280,
  height: 720,
  durationMs: 4000,
  framesPerSecond: 24,
  videoCodec: 'avc',
  audioCodec: null
}

/** Writes `count` finished generations, each with a saved video; returns their prompts. */
export function fillLibrary(database: WritableDatabase, count: number, first = 0): readonly string[] {
  const store = createGenerationStore(database)
  return Array.from({ length: count }, (_, index) => {
    const prompt = `clip ${first + index} ${'of a paper boat '.repeat(20)}`
    finishOne(store, prompt)
    return prompt
  })
}

function finishOne(store: GenerationStore, prompt: string): void {
  const id = randomUUID() as GenerationId
  const videoId = randomUUID() as VideoId
  const request = { modelId: 'veo-3.1-fast', prompt, durationSeconds: 4 }
  store.insertBatch(randomUUID(), [{ id, request, resendOf: null }], Date.now())
  store.move({
    id,
    from: 'queued',
    status: { state: 'submitting', submittedAtMs: 1 },
    atMs: 1,
    why: 'Sending'
  })
  store.move({
    id,
    from: 'submitting',
    status: { state: 'downloading', submittedAtMs: 1, remoteId: '7' },
    atMs: 2,
    why: 'Finished',
    videos: [{ id: videoId, url: 'https://files.example/a.mp4', proxyUrl: null }]
  })
  store.reserveFileName(videoId, `${videoId}.mp4`)
  const hashes = { sha256: 'f', sourceSha256: 's', mediaSha256: null }
  const file = { ...hashes, bytes: 1, sourceBytes: 1, savedAtMs: 3, media, traits: [] }
  store.changeVideo(videoId, { state: 'saved', file })
  store.move({
    id,
    from: 'downloading',
    status: { state: 'ready', submittedAtMs: 1, remoteId: '7' },
    atMs: 3,
    why: 'Saved'
  })
}

/** Returns every readable prompt, through the app's own code. */
export const promptsIn = (database: WritableDatabase): readonly string[] =>
  createGenerationStore(database)
    .inStates('ready', 'queued', 'processing')
    .map(({ request }) => request.prompt)
