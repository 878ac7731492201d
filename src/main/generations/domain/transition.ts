import type { GenerationState } from '@shared/generation'
import type { Problem } from '@shared/problem'
import type { Status, StatusOf } from './generation'

/** Everything that can happen to a generation. Events `by: 'user'` come from a click and nothing else. */
export type GenerationEvent =
  | { readonly type: 'send_started' }
  | { readonly type: 'not_taken'; readonly notBeforeMs: number | null; readonly problem: Problem }
  | {
      readonly type: 'accepted'
      readonly remoteId: string
      readonly etaSeconds: number | null
      readonly nextPollAtMs: number
    }
  | { readonly type: 'refused'; readonly remoteId: string | null; readonly problem: Problem }
  | { readonly type: 'outcome_unclear'; readonly problem: Problem }
  | {
      readonly type: 'still_processing'
      readonly nextPollAtMs: number
      readonly unknownSinceMs: number | null
    }
  | { readonly type: 'finished'; readonly remoteId: string | null }
  | { readonly type: 'provider_failed'; readonly problem: Problem }
  | { readonly type: 'file_gone'; readonly problem: Problem }
  | { readonly type: 'all_saved' }
  /** The clip that a rebuild found in the library folder is all there is. */
  | { readonly type: 'kept_as_found' }
  /** `problem`: why it cannot be sent; null when it only waited too long. */
  | { readonly type: 'click_needed'; readonly problem: Problem | null }
  /** `notBeforeMs`: until then the user may undo it. */
  | { readonly type: 'released'; readonly by: 'user'; readonly notBeforeMs: number | null }
  /** `problem`: what the cancelled row says of itself; without one, what it said before. */
  | { readonly type: 'cancelled'; readonly by: 'user'; readonly problem?: Problem }
  /** A cancelled request returns to the queue and waits for a click: an undo sends nothing. */
  | { readonly type: 'requeued'; readonly by: 'user' }
  | { readonly type: 'id_attached'; readonly by: 'user'; readonly remoteId: string }
  | { readonly type: 'marked_not_sent'; readonly by: 'user'; readonly problem: Problem }
  | { readonly type: 'sent_again'; readonly by: 'user'; readonly problem: Problem }
  /** `problem`: the one it had before it was sent again. */
  | { readonly type: 'sent_again_undone'; readonly by: 'user'; readonly problem: Problem }
  | { readonly type: 'poll_retried'; readonly by: 'user' }
  | { readonly type: 'download_retried'; readonly by: 'user' }

type EventOf<Type extends GenerationEvent['type']> = Extract<GenerationEvent, { type: Type }>
type Rule<State extends GenerationState, Type extends GenerationEvent['type']> = (
  status: StatusOf<State>,
  event: EventOf<Type>,
  nowMs: number
) => Status | null

/** Legal moves of each state; anything else is ignored. */
type Table = {
  readonly [State in GenerationState]: { readonly [Type in GenerationEvent['type']]?: Rule<State, Type> }
}

const queued = (notBeforeMs: number | null, problem: Problem | null): Status => ({
  state: 'queued',
  notBeforeMs,
  needsClick: false,
  problem
})

/** Returns a processing status that is polled from now on. */
const asked = (submittedAtMs: number, remoteId: string, nowMs: number): Status => ({
  state: 'processing',
  submittedAtMs,
  remoteId,
  etaSeconds: null,
  nextPollAtMs: nowMs,
  unknownSinceMs: null
})

const later = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other)

const mayHaveBeenSent = ({ problem }: { readonly problem: Problem | null }): boolean =>
  problem?.code === 'may_have_been_sent'

const transitions: Table = {
  queued: {
    send_started: (_status, _event, nowMs) => ({ state: 'submitting', submittedAtMs: nowMs }),
    click_needed: (status, { problem }) => ({
      ...status,
      needsClick: true,
      problem: problem ?? status.problem
    }),
    // In a restored library: queued when it was backed up, and possibly sent since.
    id_attached: (status, { remoteId }, nowMs) =>
      status.needsClick && mayHaveBeenSent(status) ? asked(nowMs, remoteId, nowMs) : null,
    released: (status, { notBeforeMs }) => ({
      ...status,
      needsClick: false,
      notBeforeMs: later(status.notBeforeMs, notBeforeMs)
    }),
    cancelled: (status, { problem }) => ({ state: 'cancelled', problem: problem ?? status.problem })
  },
  submitting: {
    not_taken: (_status, event) => queued(event.notBeforeMs, event.problem),
    accepted: ({ submittedAtMs }, { remoteId, etaSeconds, nextPollAtMs }) => ({
      state: 'processing',
      submittedAtMs,
      remoteId,
      etaSeconds,
      nextPollAtMs,
      unknownSinceMs: null
    }),
    finished: ({ submittedAtMs }, { remoteId }) => ({ state: 'downloading', submittedAtMs, remoteId }),
    refused: ({ submittedAtMs }, { remoteId, problem }) => ({
      state: 'failed',
      submittedAtMs,
      remoteId,
      problem
    }),
    outcome_unclear: ({ submittedAtMs }, { problem }) => ({ state: 'unconfirmed', submittedAtMs, problem })
  },
  unconfirmed: {
    id_attached: ({ submittedAtMs }, { remoteId }, nowMs) => asked(submittedAtMs, remoteId, nowMs),
    marked_not_sent: ({ submittedAtMs }, { problem }) => ({
      state: 'failed',
      submittedAtMs,
      remoteId: null,
      problem
    }),
    sent_again: ({ submittedAtMs }, { problem }) => ({
      state: 'failed',
      submittedAtMs,
      remoteId: null,
      problem
    })
  },
  processing: {
    still_processing: (status, { nextPollAtMs, unknownSinceMs }) => ({
      ...status,
      nextPollAtMs,
      unknownSinceMs
    }),
    finished: ({ submittedAtMs, remoteId }) => ({ state: 'downloading', submittedAtMs, remoteId }),
    provider_failed: ({ submittedAtMs, remoteId }, { problem }) => ({
      state: 'failed',
      submittedAtMs,
      remoteId,
      problem
    }),
    kept_as_found: ({ submittedAtMs, remoteId }) => ({ state: 'ready', submittedAtMs, remoteId })
  },
  downloading: {
    file_gone: ({ submittedAtMs, remoteId }, { problem }) => ({
      state: 'failed',
      submittedAtMs,
      remoteId,
      problem
    }),
    all_saved: ({ submittedAtMs, remoteId }) => ({ state: 'ready', submittedAtMs, remoteId })
  },
  ready: {},
  failed: {
    poll_retried: ({ submittedAtMs, remoteId }, _event, nowMs) =>
      remoteId === null ? null : asked(submittedAtMs, remoteId, nowMs),
    // Marked as not sent, or sent again, before its id was found.
    id_attached: (status, { remoteId }, nowMs) =>
      status.remoteId === null && mayHaveBeenSent(status)
        ? asked(status.submittedAtMs, remoteId, nowMs)
        : null,
    // Undone in time: the generation it was sent again as was never sent.
    sent_again_undone: (status, { problem }) =>
      status.remoteId === null && mayHaveBeenSent(status)
        ? { state: 'unconfirmed', submittedAtMs: status.submittedAtMs, problem }
        : null,
    // Only its file was gone; the generation itself had succeeded.
    download_retried: ({ submittedAtMs, remoteId, problem }) =>
      problem.code === 'link_expired' ? { state: 'downloading', submittedAtMs, remoteId } : null
  },
  cancelled: {
    requeued: ({ problem }) => ({ state: 'queued', notBeforeMs: null, needsClick: true, problem })
  }
}

/**
 * Returns the status after an event, or null where the table has no such move. Pure: the caller stores the result.
 * @see ARCHITECTURE.md, "A generation's life"
 */
export function transition(status: Status, event: GenerationEvent, nowMs: number): Status | null {
  const rules = transitions[status.state] as Partial<
    Record<GenerationEvent['type'], (...args: unknown[]) => Status | null>
  >
  return rules[event.type]?.(status, event, nowMs) ?? null
}
