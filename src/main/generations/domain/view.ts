import { basename } from 'node:path'
import {
  isImported,
  StoredGeneration,
  type GenerationView,
  type VideoId,
  type VideoView,
  type WaitingFor
} from '@shared/generation'
import type { Model } from '@shared/catalogue/model'
import {
  canBeDownloaded,
  problemOf,
  remoteIdOf,
  submittedAtOf,
  type Generation,
  type Video
} from './generation'

/** What the window has made of a video. `cannotBeShown`: it tried, and its decoder failed. */
export type ClipPictures = Pick<VideoView, 'hasPoster' | 'hasStrip' | 'cannotBeShown'>

/** Returns a generation as the window sees it. Remote addresses and paths stay in the main process. */
export function toGenerationView(
  generation: Generation,
  context: {
    readonly waitingFor: WaitingFor | null
    readonly picturesOf: (id: VideoId, sha256: string | null) => ClipPictures
    readonly findModel: (id: string) => Model | undefined
  }
): GenerationView {
  const { status, request } = generation
  const model = context.findModel(request.modelId)
  return {
    ...storedFields(generation),
    state: status.state,
    waitingFor: context.waitingFor,
    notBeforeMs: status.state === 'queued' ? status.notBeforeMs : null,
    modelName: isImported(generation) ? 'Imported' : (model?.name ?? request.modelId),
    remoteId: remoteIdOf(status),
    submittedAtMs: isImported(generation) ? null : submittedAtOf(status),
    usualSeconds: model?.usualSeconds ?? null,
    problem: problemOf(status),
    videos: generation.videos.map((video) => ({
      ...toVideoView(video, context.picturesOf(video.id, video.file?.sha256 ?? null)),
      canBeDownloaded: canBeDownloaded(generation, video)
    }))
  }
}

const storedNames = Object.keys(StoredGeneration.shape) as readonly (keyof StoredGeneration)[]

const storedFields = (generation: Generation): StoredGeneration =>
  Object.fromEntries(storedNames.map((name) => [name, generation[name]])) as StoredGeneration

function toVideoView(video: Video, pictures: ClipPictures): Omit<VideoView, 'canBeDownloaded'> {
  const { file } = video
  return {
    id: video.id,
    state: video.state,
    fileName: video.fileName ?? (video.linkedPath && basename(video.linkedPath)),
    isLinked: video.linkedPath !== null,
    bytes: file?.bytes ?? null,
    sha256: file?.sha256 ?? null,
    // Unknown for a file that was kept unchecked.
    width: file?.media.width || null,
    height: file?.media.height || null,
    durationMs: file?.media.durationMs || null,
    framesPerSecond: file?.media.framesPerSecond ?? null,
    videoCodec: file?.media.videoCodec || null,
    audioCodec: file?.media.audioCodec ?? null,
    traits: [...(file?.traits ?? [])],
    checks: video.checks,
    ...pictures,
    canBeKept: video.state === 'refused' && video.held !== null,
    attempts: video.attempts,
    problem: video.problem
  }
}
