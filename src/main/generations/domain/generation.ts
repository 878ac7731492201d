import type {
  ContentChecks,
  GenerationState,
  StoredGeneration,
  VideoId,
  VideoState
} from '@shared/generation'
import type { Microdollars } from '@shared/money/money'
import type { Problem } from '@shared/problem'
import { longestUndoSeconds } from '@shared/settings'
import type { HeldFile, VideoFile } from '../../media/video-file'
import { longestRateLimitMs } from '../engine/poll-schedule'

/** State of a generation, with what is known in that state only. Times are milliseconds since 1970. */
export type Status =
  | {
      readonly state: 'queued'
      /** Earliest time to send: after a rate limit, or once the press can no longer be undone. */
      readonly notBeforeMs: number | null
      /** Waits for the user: it was older than a day at start, or the library was restored since. */
      readonly needsClick: boolean
      /** Why the last attempt was not accepted. */
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
      /** Since when the API only reports an unknown id or an error. */
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
  /** `problem`: kept from the queue, so that an undo restores it. */
  | { readonly state: 'cancelled'; readonly problem: Problem | null }

export type StatusOf<State extends GenerationState> = Extract<Status, { state: State }>

/** A file saved in the library. */
export interface SavedFile extends VideoFile {
  readonly savedAtMs: number
}

export interface Video {
  readonly id: VideoId
  /** Position in the generation's output, from 0. */
  readonly position: number
  readonly state: VideoState
  readonly url: string | null
  readonly proxyUrl: string | null
  /** Relative to the library folder; null until reserved. */
  readonly fileName: string | null
  /** Absolute path of an imported file that stays outside of the library folder; it has no `fileName` then. */
  readonly linkedPath: string | null
  readonly file: SavedFile | null
  readonly held: HeldFile | null
  readonly checks: ContentChecks | null
  readonly attempts: number
  readonly nextAttemptAtMs: number | null
  readonly problem: Problem | null
}

/** One request, sent once: the paid unit. */
export interface Generation extends Readonly<StoredGeneration> {
  /** False when the stored request cannot be parsed: `request` then has its prompt and model alone. */
  readonly isRequestReadable: boolean
  readonly status: Status
  /** Whether the charge is a share, by price, of what several different generations cost together. */
  readonly chargeIsShare: boolean
  /** Read after the generation ended; others may have been charged in between. */
  readonly balanceAfterMicrodollars: Microdollars | null
  readonly videos: readonly Video[]
}

/** Returns the id at ModelsLab, in every state that has one. */
export const remoteIdOf = (status: Status): string | null => ('remoteId' in status ? status.remoteId : null)

export const submittedAtOf = (status: Status): number | null =>
  'submittedAtMs' in status ? status.submittedAtMs : null

export const problemOf = (status: Status): Problem | null => ('problem' in status ? status.problem : null)

/** Returns whether a video can be downloaded: from its link, or after polling the result again. */
export const canBeDownloaded = ({ status }: Generation, { url }: Video): boolean =>
  url !== null || remoteIdOf(status) !== null

/** Returns whether it is queued and is sent without a click. */
export const goesByItself = ({ status }: Generation): boolean =>
  status.state === 'queued' && !status.needsClick

/** Returns whether it waits for a rate limit. */
export const isRateLimited = (status: StatusOf<'queued'>): boolean =>
  status.notBeforeMs !== null && status.problem?.code === 'rate_limited'

/** Returns whether its own row allows sending it now. */
export const maySend = (generation: Generation, nowMs: number): boolean => {
  const { status } = generation
  return status.state === 'queued' && goesByItself(generation) && msUntilSendable(status, nowMs) <= 0
}

/** Returns how long its row still holds it; 0 for a time beyond any possible hold: the clock was set back. */
export function msUntilSendable(status: StatusOf<'queued'>, nowMs: number): number {
  const leftMs = (status.notBeforeMs ?? 0) - nowMs
  const longestMs = isRateLimited(status) ? longestRateLimitMs : longestUndoSeconds * 1000
  return leftMs > longestMs ? 0 : Math.max(leftMs, 0)
}

/** Returns whether it is queued and waits for a click. */
export const needsClick = ({ status }: Generation): boolean => status.state === 'queued' && status.needsClick
