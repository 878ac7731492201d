import type { LibraryView, SendingView } from '@shared/app-state'
import type { GenerationView, VideoView, WaitingFor } from '@shared/generation'
import type { ProblemCode } from '@shared/problem'

/**
 * How a state is shown. `needs_you`: nothing goes on without the user. `wait`: goes on by itself. `run`: goes on now.
 * `ok`: all is well. `quiet`: a fact to know.
 */
export type Tone = 'needs_you' | 'wait' | 'run' | 'ok' | 'quiet'

/** @param isReceiving Whether its file is being downloaded at the moment. */
export function toneOf(generation: GenerationView, isReceiving = false): Tone {
  switch (generation.state) {
    case 'unconfirmed':
    case 'failed':
      return 'needs_you'
    case 'queued':
      return queuedTone(generation)
    case 'submitting':
    case 'processing':
      return 'run'
    case 'downloading':
      return filesTone(generation.videos, isReceiving) ?? 'run'
    case 'ready':
      return filesTone(generation.videos, isReceiving) ?? readyTone(generation.videos)
    case 'cancelled':
      return 'quiet'
  }
}

function queuedTone({ waitingFor, problem }: GenerationView): Tone {
  const hasAsked = problem?.code === 'may_have_been_sent' || problem?.code === 'model_withdrawn'
  if (waitingFor === 'click' && hasAsked) return 'needs_you'
  return waitingFor === null ? 'wait' : waitingTones[waitingFor]
}

const waitingTones: Readonly<Record<WaitingFor, Tone>> = {
  slot: 'wait',
  library: 'wait',
  key: 'needs_you',
  credit: 'needs_you',
  network: 'wait',
  rate_limit: 'wait',
  downloads: 'wait',
  pause: 'wait',
  undo: 'run',
  // Nothing is wrong, and nothing is lost by leaving it.
  click: 'quiet'
}

/** Returns the tone of files that are on their way, missing or rejected; null where there are none. */
function filesTone(videos: readonly VideoView[], isReceiving: boolean): Tone | null {
  const pending = videos.find(({ state }) => state === 'pending')
  if (pending) {
    if (isReceiving || !pending.problem) return 'run'
    return isEndless(pending.problem.code) ? 'needs_you' : 'wait'
  }
  return videos.some(({ state }) => state === 'missing' || state === 'refused') ? 'needs_you' : null
}

/** Returns whether trying again fails until the user makes room or allows writing. */
const isEndless = (code: ProblemCode): boolean => code === 'disk_full' || code === 'folder_read_only'

const readyTone = (videos: readonly VideoView[]): Tone =>
  videos.some(({ state, traits }) => state === 'changed' || traits.includes('unchecked')) ? 'quiet' : 'ok'

/** Returns the tone of why all sending is held. */
export const heldTone = (heldFor: SendingView['heldFor']): Tone =>
  heldFor === null ? 'quiet' : waitingTones[heldFor]

/** Returns the tone of a library folder that cannot be used as it is. */
export const libraryTone = (status: LibraryView['status']): Tone => libraryTones[status]

const libraryTones: Readonly<Record<LibraryView['status'], Tone>> = {
  ok: 'ok',
  missing: 'wait',
  other_library: 'wait',
  in_use: 'wait',
  read_only: 'needs_you',
  not_safe: 'needs_you'
}

/** Returns the tone of a notice by its problem. */
export const noticeTone = (code: ProblemCode): Tone => (isAboutKey(code) ? 'needs_you' : 'quiet')

const isAboutKey = (code: ProblemCode): boolean =>
  code === 'no_key' || code === 'key_rejected' || code === 'keychain_unavailable'
