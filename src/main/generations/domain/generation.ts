import type { GenerationState, StoredGeneration, VideoId, VideoState } from '@shared/generation'
import type { Microdollars } from '@shared/money/money'
import type { Problem } from '@shared/problem'
import { longestUndoSeconds } from '@shared/settings'
import type { HeldFile, VideoFile } from '../../media/video-file'
import { longestRateLimitMs } from '../engine/poll-schedule'

/** What is known in each state, and only there. Times are milliseconds since 1970. */
export type Status =
  | {
      readonly state: 'queued'
      /** Not to be sent before: by a rate limit, or while the user may take the press back. */
      readonly notBeforeMs: number | null
      /** Waits for the user: it was found at start, older than a day, or the library was restored since. */
      readonly needsClick: boolean
      /** Why the last attempt was not taken. */
      readonly problem: Problem | null
    }
  | { readonly state: 'submitting'; readonly submittedAtMs: number }
  | { readonly state: 'unconfirmed'; readonly submittedAtMs: number; readonly problem: Problem }
  | {
      readonly state: 'processing'
      readonly submittedAtMs: number
      readonly remoteId: string
      readonly etaSeconds: number | null
      readonly nextPollAtMs: number
      /** Since when the API says nothing but that it does not know the id, or that something went wrong. */
      readonly unknownSinceMs: number | null
    }
  | { readonly state: 'downloading'; readonly submittedAtMs: number; readonly remoteId: string | null }
  | { readonly state: 'ready'; readonly submittedAtMs: number; readonly remoteId: string | null }
  | {
      readonly state: 'failed'
      readonly submittedAtMs: number
      readonly remoteId: string | null
      readonly problem: Problem
    }
  /** `problem`: kept from the queue, so that an undo brings back what was known of it. */
  | { readonly state: 'cancelled'; readonly problem: Problem | null }

export type StatusOf<State extends GenerationState> = Extract<Status, { state: State }>

/** A file that is safe in the library. */
export interface SavedFile extends VideoFile {
  readonly savedAtMs: number
}

export interface Video {
  readonly id: VideoId
  /** The place in the generation's output, from 0. */
  readonly position: number
  readonly state: VideoState
  readonly url: string | null
  readonly proxyUrl: string | null
  /** Relative to the library folder; null until it is reserved. */
  readonly fileName: string | null
  readonly file: SavedFile | null
  readonly held: HeldFile | null
  readonly attempts: number
  readonly nextAttemptAtMs: number | null
  readonly problem: Problem | null
}

/** One request sent once: the paid unit. */
export interface Generation extends Readonly<StoredGeneration> {
  /** False where what is stored cannot be read: `request` then holds no more than its prompt and model. */
  readonly isRequestReadable: boolean
  readonly status: Status
  /** Whether the charge is a share, by price, of what several different ones cost together. */
  readonly chargeIsShare: boolean
  /** As it was read once the generation had ended; others may have been paid in between. */
  readonly balanceAfterMicrodollars: Microdollars | null
  readonly videos: readonly Video[]
}

/** The id at ModelsLab, in every state that has one. */
export const remoteIdOf = (status: Status): string | null => ('remoteId' in status ? status.remoteId : null)

export const submittedAtOf = (status: Status): number | null =>
  'submittedAtMs' in status ? status.submittedAtMs : null

export const problemOf = (status: Status): Problem | null => ('problem' in status ? status.problem : null)

/** Whether a video can be had from ModelsLab: at the address it gave, or by asking for the result again. */
export const canBeDownloaded = ({ status }: Generation, { url }: Video): boolean =>
  url !== null || remoteIdOf(status) !== null

/** Whether it is queued and needs nobody to be sent. */
export const goesByItself = ({ status }: Generation): boolean =>
  status.state === 'queued' && !status.needsClick

/** Whether the service asked to wait with it. */
export const isRateLimited = (status: StatusOf<'queued'>): boolean =>
  status.notBeforeMs !== null && status.problem?.code === 'rate_limited'

/** Whether it may be sent now, as far as its own row goes. */
export const maySend = (generation: Generation, nowMs: number): boolean => {
  const { status } = generation
  return status.state === 'queued' && goesByItself(generation) && msUntilSendable(status, nowMs) <= 0
}

/** How long its row still holds it back. Longer than it can ever be means that the clock was set back: not at all. */
export function msUntilSendable(status: StatusOf<'queued'>, nowMs: number): number {
  const leftMs = (status.notBeforeMs ?? 0) - nowMs
  const longestMs = isRateLimited(status) ? longestRateLimitMs : longestUndoSeconds * 1000
  return leftMs > longestMs ? 0 : Math.max(leftMs, 0)
}

/** Whether it is queued and waits for the user to send it. */
export const needsClick = ({ status }: Generation): boolean => status.state === 'queued' && status.needsClick
