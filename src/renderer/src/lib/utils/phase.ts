import { isUsable, type DownloadProgress, type GenerationView, type VideoView } from '@shared/generation'
import { chargeSentence, takenSentence } from './words/charge-words'
import type { Problem, ProblemCode } from '@shared/problem'
import { formatBytes } from '@shared/format-bytes'
import { formatBytesOf, formatSpan } from './format'
import { toneOf, type Tone } from './tone'

/** Words and figures for what a generation is doing, on card, queue and inspector. */
export interface Phase {
  readonly label: string
  /** Figures beside the label, such as `1:12 · usually 1:40`. */
  readonly figures: string | null
  /** Sentence under the label, where the label is not enough. */
  readonly sentence: string | null
  readonly tone: Tone
  /** Progress from 0 to 1; null where it is not known. */
  readonly fraction: number | null
}

/** A phase without its tone, which `toneOf` decides. */
type PhaseWords = Omit<Phase, 'tone'>

const phase = (label: string, more: Partial<PhaseWords> = {}): PhaseWords => ({
  label,
  figures: null,
  sentence: null,
  fraction: null,
  ...more
})

/** A generation is called slow past this many times its usual time. */
const slowFactor = 2
/** Highest fraction of an estimate: only a finished file fills the bar. */
const fullestEstimate = 0.95

export const describePhase = (
  generation: GenerationView,
  progress: DownloadProgress | undefined,
  nowMs: number
): Phase => ({
  ...wordsOf(generation, progress, nowMs),
  tone: toneOf(generation, progress !== undefined)
})

function wordsOf(
  generation: GenerationView,
  progress: DownloadProgress | undefined,
  nowMs: number
): PhaseWords {
  switch (generation.state) {
    case 'queued':
      return queuedPhase(generation, nowMs)
    case 'submitting':
      return phase('Sending')
    case 'processing':
      return processingPhase(generation, nowMs)
    case 'downloading':
      return downloadingPhase(generation, progress)
    case 'unconfirmed':
      return phase(generation.chargedMicrodollars ? 'Charged, no answer' : 'Unconfirmed', {
        sentence:
          takenSentence(generation) ??
          'It may be running and may be charged. Dailies won’t send it again on its own.'
      })
    case 'failed':
      return phase('Failed', {
        sentence: [generation.problem?.message, chargeSentence(generation)].filter(Boolean).join(' ')
      })
    case 'cancelled':
      return phase('Cancelled', {
        // From a restored library: cancelling here does not undo what was sent before.
        sentence:
          generation.problem?.code === 'may_have_been_sent'
            ? generation.problem.message
            : 'Nothing was sent or charged.'
      })
    case 'ready':
      return isOnItsWay(generation) ? downloadingPhase(generation, progress) : readyPhase(generation.videos)
  }
}

/** Returns what blocks a download, where it is more than a lost connection. */
const stoppedLabels: Partial<Record<ProblemCode, string>> = {
  disk_full: 'No room on the disk',
  folder_missing: 'Drive not connected',
  folder_read_only: 'Folder is read-only',
  library_in_use: 'Folder is in use'
}

/** Returns whether the phase says something else as time passes. */
export const changesWithTime = (
  { state, notBeforeMs }: Pick<GenerationView, 'state' | 'notBeforeMs'>,
  nowMs: number
): boolean => state === 'processing' || (state === 'queued' && notBeforeMs !== null && notBeforeMs > nowMs)

function queuedPhase(generation: GenerationView, nowMs: number): PhaseWords {
  const waitMs = generation.notBeforeMs === null ? 0 : generation.notBeforeMs - nowMs
  const nextTry = waitMs > 0 ? `Next try in ${formatSpan(waitMs)}` : null
  switch (generation.waitingFor) {
    case 'slot':
    case 'rate_limit':
      return phase('Waiting for a free slot', { figures: nextTry })
    case 'library':
      return phase('Waiting for the library folder', {
        sentence: 'Another copy of Dailies is using the folder. Not sent, not charged.'
      })
    case 'key':
      return phase('Waiting for your key', { sentence: generation.problem?.message ?? null })
    case 'credit':
      return phase('Waiting for credit', { sentence: generation.problem?.message ?? null })
    case 'network':
      return phase('Waiting for the network', {
        figures: nextTry,
        sentence: 'Not sent, not charged. Will send when you’re online.'
      })
    case 'undo':
      return phase('Sending', { figures: waitMs > 0 ? `in ${formatSpan(waitMs)}` : null })
    case 'downloads':
      return phase('Waiting: downloads are blocked', {
        figures: nextTry,
        sentence: "Not sent, not charged. Clips can't be downloaded from this network."
      })
    case 'pause':
      return phase('Sending is paused')
    case 'click':
      if (isModelGone(generation))
        return phase('Model is gone', { sentence: generation.problem?.message ?? null })
      return mayHaveBeenSent(generation)
        ? phase('Unconfirmed', { sentence: generation.problem?.message ?? null })
        : phase('Waiting for you', {
            sentence:
              generation.problem?.code === 'bad_request'
                ? generation.problem.message
                : 'Not sent, not charged. Press Send now when you’re ready.'
          })
    case null:
      return phase('Waiting to send', { figures: nextTry })
  }
}

function processingPhase(generation: GenerationView, nowMs: number): PhaseWords {
  const elapsedMs = Math.max(nowMs - (generation.submittedAtMs ?? generation.stateSinceMs), 0)
  const usualMs = generation.usualSeconds === null ? null : generation.usualSeconds * 1000
  if (usualMs === null) return phase('Generating', { figures: formatSpan(elapsedMs) })
  return phase('Generating', {
    figures: `${formatSpan(elapsedMs)} · usually ${formatSpan(usualMs)}`,
    fraction: Math.min(elapsedMs / usualMs, fullestEstimate),
    sentence:
      elapsedMs > usualMs * slowFactor
        ? 'Taking longer than usual. Still checking. Safe to close the app.'
        : null
  })
}

function downloadingPhase(generation: GenerationView, progress: DownloadProgress | undefined): PhaseWords {
  if (isRefused(generation)) return refusedPhase(generation.videos)
  if (progress?.phase === 'checking') return phase('Checking file', { fraction: 1 })
  const stopped = generation.videos.find(({ state }) => state === 'pending')
  if (!progress && stopped?.problem) {
    const { code, message } = stopped.problem
    return phase(stoppedLabels[code] ?? 'Download stopped', {
      sentence: waitsForFolder(generation) ? message : `${message} Retrying (${stopped.attempts + 1}).`
    })
  }
  if (!progress) return phase('Downloading')
  const { receivedBytes, totalBytes } = progress
  if (!totalBytes) return phase('Downloading', { figures: formatBytes(receivedBytes) })
  return phase(`Downloading ${percent(progress) ?? 0} %`, {
    figures: formatBytesOf(receivedBytes, totalBytes),
    fraction: receivedBytes / totalBytes
  })
}

function readyPhase(videos: readonly VideoView[]): PhaseWords {
  const needy = videos.find(({ state }) => state === 'missing' || state === 'refused')
  if (needy?.state === 'missing') {
    return phase('File missing', {
      sentence: needy.problem?.message ?? 'The file was moved or deleted.'
    })
  }
  if (needy) return refusedPhase(videos)
  if (videos.some(({ state }) => state === 'changed')) {
    return phase('Changed on disk', {
      sentence: 'Another program changed this file since it was saved.'
    })
  }
  if (videos.some(({ traits }) => traits.includes('unchecked'))) {
    return phase('Kept as it arrived', { sentence: 'It can’t be checked as a video.' })
  }
  return phase('Safe on disk', { fraction: 1 })
}

const refusedPhase = (videos: readonly VideoView[]): PhaseWords =>
  phase('Not saved', {
    sentence: videos.find(({ state }) => state === 'refused')?.problem?.message ?? null
  })

/** Returns whether it waits because a restored library cannot know what was sent since; sending may pay twice. */
export const mayHaveBeenSent = ({ state, problem }: GenerationView): boolean =>
  state === 'queued' && problem?.code === 'may_have_been_sent'

/** Returns whether ModelsLab said that its model is gone. */
export const isModelGone = ({ problem }: GenerationView): boolean => problem?.code === 'model_withdrawn'

/** Returns whether a file is being downloaded, for the first time or again. */
export const isOnItsWay = ({ videos }: GenerationView): boolean =>
  videos.some(({ state }) => state === 'pending')

/** Returns why the next file is not downloading, as far as it is known. */
const waitingProblem = ({ videos }: GenerationView): Problem | null =>
  videos.find(({ state }) => state === 'pending')?.problem ?? null

/** Returns whether a download waits for the library folder: for space, its drive, or write access. */
export const waitsForFolder = (generation: GenerationView): boolean => {
  const problem = waitingProblem(generation)
  return problem !== null && problem.code in stoppedLabels
}

/** Returns whether a download was refused, so that only the user can continue it. */
export const isRefused = ({ state, videos }: GenerationView): boolean =>
  state === 'downloading' &&
  videos.some((video) => video.state === 'refused') &&
  !videos.some((video) => video.state === 'pending')

/** Returns the whole percent of a download, where its size is known. */
const percent = (progress: DownloadProgress): number | null =>
  progress.totalBytes ? Math.floor((progress.receivedBytes / progress.totalBytes) * 100) : null

/** Returns the video that represents a generation: the first usable one, else the first. */
export const leadingVideo = (generation: GenerationView): VideoView | undefined =>
  generation.videos.find(isUsable) ?? generation.videos[0]

/** Returns why a clip cannot be dragged, as a note at the pointer; null where it can. */
export function whyNotDraggable(
  generation: GenerationView,
  progress: DownloadProgress | undefined
): string | null {
  if (generation.deletedAtMs !== null) return 'Restore this clip to drag it.'
  if (generation.videos.some(isUsable)) return null
  if (isOnItsWay(generation)) {
    if (progress?.phase === 'checking') return 'Still checking the file. You can drag it in a moment.'
    const done = progress && percent(progress)
    return `Still downloading${done === null || done === undefined ? '' : ` (${done} %)`}. You can drag it in a moment.`
  }
  switch (generation.state) {
    case 'queued':
    case 'submitting':
    case 'processing':
      return 'Not ready yet. You can drag it once it’s on disk.'
    case 'ready':
      return 'The file was moved or deleted.'
    case 'downloading':
    case 'unconfirmed':
    case 'failed':
    case 'cancelled':
      return 'There’s no file to drag.'
  }
}
