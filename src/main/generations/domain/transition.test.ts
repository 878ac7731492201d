import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GenerationState } from '@shared/generation'
import type { Problem } from '@shared/problem'
import { remoteIdOf, type Status } from './generation'
import { transition, type GenerationEvent } from './transition'

const problem: Problem = { code: 'provider_failed', message: 'It failed.', retryable: true }

const mayHaveBeenSent: Problem = { ...problem, code: 'may_have_been_sent' }

const event: fc.Arbitrary<GenerationEvent> = fc.oneof(
  fc.constantFrom<GenerationEvent>(
    { type: 'send_started' },
    { type: 'all_saved' },
    { type: 'kept_as_found' },
    { type: 'click_needed', problem: null },
    { type: 'released', by: 'user', notBeforeMs: null },
    { type: 'released', by: 'user', notBeforeMs: 3 },
    { type: 'cancelled', by: 'user' },
    { type: 'requeued', by: 'user' },
    { type: 'poll_retried', by: 'user' },
    { type: 'download_retried', by: 'user' },
    { type: 'refused', remoteId: null, problem },
    { type: 'refused', remoteId: '1', problem },
    { type: 'outcome_unclear', problem },
    { type: 'provider_failed', problem },
    { type: 'file_gone', problem },
    { type: 'marked_not_sent', by: 'user', problem },
    { type: 'sent_again', by: 'user', problem: mayHaveBeenSent },
    { type: 'sent_again_undone', by: 'user', problem }
  ),
  fc.record({
    type: fc.constant('not_taken' as const),
    notBeforeMs: fc.option(fc.nat()),
    problem: fc.constant(problem)
  }),
  fc.record({
    type: fc.constant('accepted' as const),
    remoteId: fc.constantFrom('1', '2'),
    etaSeconds: fc.option(fc.nat()),
    nextPollAtMs: fc.nat()
  }),
  fc.record({
    type: fc.constant('still_processing' as const),
    nextPollAtMs: fc.nat(),
    unknownSinceMs: fc.option(fc.nat())
  }),
  fc.record({ type: fc.constant('finished' as const), remoteId: fc.option(fc.constantFrom('1', '2')) }),
  fc.record({
    type: fc.constant('id_attached' as const),
    by: fc.constant('user' as const),
    remoteId: fc.constantFrom('3', '4')
  })
)

/** One event of each type. */
const oneOfEach: readonly GenerationEvent[] = [
  { type: 'send_started' },
  { type: 'not_taken', notBeforeMs: null, problem },
  { type: 'accepted', remoteId: '1', etaSeconds: null, nextPollAtMs: 9 },
  { type: 'refused', remoteId: null, problem },
  { type: 'outcome_unclear', problem },
  { type: 'still_processing', nextPollAtMs: 9, unknownSinceMs: null },
  { type: 'finished', remoteId: '2' },
  { type: 'provider_failed', problem },
  { type: 'file_gone', problem },
  { type: 'all_saved' },
  { type: 'kept_as_found' },
  { type: 'click_needed', problem: null },
  { type: 'released', by: 'user', notBeforeMs: null },
  { type: 'cancelled', by: 'user' },
  { type: 'requeued', by: 'user' },
  { type: 'id_attached', by: 'user', remoteId: '3' },
  { type: 'marked_not_sent', by: 'user', problem },
  { type: 'sent_again', by: 'user', problem },
  { type: 'sent_again_undone', by: 'user', problem },
  { type: 'poll_retried', by: 'user' },
  { type: 'download_retried', by: 'user' }
]

/** A status of each state, with a remote id where possible. */
const samples: readonly Status[] = [
  { state: 'queued', notBeforeMs: null, needsClick: false, problem: null },
  { state: 'submitting', submittedAtMs: 1 },
  { state: 'unconfirmed', submittedAtMs: 1, problem },
  {
    state: 'processing',
    submittedAtMs: 1,
    remoteId: '9',
    etaSeconds: null,
    nextPollAtMs: 1,
    unknownSinceMs: null
  },
  { state: 'downloading', submittedAtMs: 1, remoteId: '9' },
  { state: 'ready', submittedAtMs: 1, remoteId: '9' },
  { state: 'failed', submittedAtMs: 1, remoteId: '9', problem },
  { state: 'cancelled', problem: null }
]

const queued: Status = { state: 'queued', notBeforeMs: null, needsClick: false, problem: null }

/** Transitions of the design: state → possible next states. */
const legal: Readonly<Record<GenerationState, readonly GenerationState[]>> = {
  queued: ['queued', 'submitting', 'processing', 'cancelled'],
  submitting: ['queued', 'processing', 'downloading', 'failed', 'unconfirmed'],
  unconfirmed: ['processing', 'failed'],
  processing: ['processing', 'downloading', 'ready', 'failed'],
  downloading: ['ready', 'failed'],
  ready: [],
  failed: ['processing', 'downloading', 'unconfirmed'],
  cancelled: ['queued']
}

/** Returns every status in a sequence of events, skipping illegal ones as the store does. */
function run(
  events: readonly GenerationEvent[]
): { before: Status; event: GenerationEvent; after: Status }[] {
  let status = queued
  return events.flatMap((next, index) => {
    const after = transition(status, next, index)
    if (!after) return []
    const step = { before: status, event: next, after }
    status = after
    return [step]
  })
}

/** The id is the only way back to a paid result. */
const keepsRemoteId = (before: Status, after: Status): boolean =>
  remoteIdOf(before) === null || remoteIdOf(after) === remoteIdOf(before)

describe('transition', () => {
  it('changes state only as the table allows, for any sequence of events', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        for (const { before, after } of run(events)) {
          expect(legal[before.state]).toContain(after.state)
        }
      }),
      { numRuns: 2000 }
    )
  })

  it('allows exactly these transitions', () => {
    const moves = samples.map((status) => [
      status.state,
      Object.fromEntries(
        oneOfEach.flatMap((event) => {
          const after = transition(status, event, 5)
          return after ? [[event.type, after.state]] : []
        })
      )
    ])
    expect(Object.fromEntries(moves)).toEqual({
      queued: {
        send_started: 'submitting',
        click_needed: 'queued',
        released: 'queued',
        cancelled: 'cancelled'
      },
      submitting: {
        not_taken: 'queued',
        accepted: 'processing',
        finished: 'downloading',
        refused: 'failed',
        outcome_unclear: 'unconfirmed'
      },
      unconfirmed: { id_attached: 'processing', marked_not_sent: 'failed', sent_again: 'failed' },
      processing: {
        still_processing: 'processing',
        finished: 'downloading',
        kept_as_found: 'ready',
        provider_failed: 'failed'
      },
      downloading: { all_saved: 'ready', file_gone: 'failed' },
      ready: {},
      failed: { poll_retried: 'processing' },
      cancelled: { requeued: 'queued' }
    })
  })

  it('keeps the remote id in every transition of a state that has one', () => {
    for (const status of samples) {
      for (const event of oneOfEach) {
        const after = transition(status, event, 5)
        if (after) expect([event.type, keepsRemoteId(status, after)]).toEqual([event.type, true])
      }
    }
  })

  it('stores the details of the event', () => {
    const submitting: Status = { state: 'submitting', submittedAtMs: 1 }
    expect(transition(submitting, { type: 'finished', remoteId: '7' }, 5)).toEqual({
      state: 'downloading',
      submittedAtMs: 1,
      remoteId: '7'
    })
    expect(transition(submitting, { type: 'not_taken', notBeforeMs: 30, problem }, 5)).toEqual({
      state: 'queued',
      notBeforeMs: 30,
      needsClick: false,
      problem
    })
    expect(transition(queued, { type: 'click_needed', problem: null }, 5)).toEqual({
      ...queued,
      needsClick: true
    })
    expect(transition(queued, { type: 'send_started' }, 5)).toEqual({ state: 'submitting', submittedAtMs: 5 })
  })

  it('never drops or changes a remote id', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        for (const { before, after } of run(events)) expect(keepsRemoteId(before, after)).toBe(true)
      }),
      { numRuns: 2000 }
    )
  })

  it('sends a second time only after an answer showed that the first was not accepted', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const sends = run(events).filter(
          ({ event: { type } }) => type === 'send_started' || type === 'not_taken'
        )
        sends.forEach((step, index) => {
          if (step.event.type === 'send_started' && index > 0)
            expect(sends[index - 1]?.event.type).toBe('not_taken')
        })
      }),
      { numRuns: 2000 }
    )
  })

  it('leaves unconfirmed only by a decision of the user', () => {
    fc.assert(
      fc.property(event, (next) => {
        const after = transition({ state: 'unconfirmed', submittedAtMs: 0, problem }, next, 1)
        if (after) expect(next).toHaveProperty('by', 'user')
      })
    )
  })

  it('polls again only for a known id', () => {
    const failed = { state: 'failed', submittedAtMs: 1, remoteId: null, problem } as const
    expect(transition(failed, { type: 'poll_retried', by: 'user' }, 2)).toBeNull()
    expect(transition({ ...failed, remoteId: '7' }, { type: 'poll_retried', by: 'user' }, 2)).toEqual({
      state: 'processing',
      submittedAtMs: 1,
      remoteId: '7',
      etaSeconds: null,
      nextPollAtMs: 2,
      unknownSinceMs: null
    })
  })

  it('accepts an id from the user only if it may have been sent and none is known', () => {
    const attached = { type: 'id_attached', by: 'user', remoteId: '3' } as const
    const sent: Problem = { ...problem, code: 'may_have_been_sent' }
    const queued = { state: 'queued', notBeforeMs: null, needsClick: true, problem: sent } as const
    const failed = { state: 'failed', submittedAtMs: 1, remoteId: null, problem: sent } as const
    for (const status of [queued, failed])
      expect(transition(status, attached, 2)).toMatchObject({ state: 'processing', remoteId: '3' })
    for (const status of [
      { ...queued, needsClick: false },
      { ...queued, problem },
      { ...failed, remoteId: '7' },
      { ...failed, problem }
    ])
      expect(transition(status, attached, 2)).toBeNull()
  })

  it('downloads a file again only if it was missing', () => {
    const failed = { state: 'failed', submittedAtMs: 1, remoteId: '7', problem } as const
    const downloadRetried = { type: 'download_retried', by: 'user' } as const
    expect(transition(failed, downloadRetried, 2)).toBeNull()
    expect(
      transition({ ...failed, problem: { ...problem, code: 'link_expired' } }, downloadRetried, 2)
    ).toEqual({ state: 'downloading', submittedAtMs: 1, remoteId: '7' })
  })

  it('keeps the rate limit of a generation that is released', () => {
    const waiting: Status = { state: 'queued', notBeforeMs: 30_000, needsClick: true, problem }
    for (const notBeforeMs of [null, 3]) {
      expect(transition(waiting, { type: 'released', by: 'user', notBeforeMs }, 1)).toEqual({
        ...waiting,
        needsClick: false
      })
    }
  })

  it('holds a released generation until its undo time is over', () => {
    const waiting: Status = { state: 'queued', notBeforeMs: null, needsClick: true, problem: null }
    expect(transition(waiting, { type: 'released', by: 'user', notBeforeMs: 3 }, 1)).toMatchObject({
      needsClick: false,
      notBeforeMs: 3
    })
  })

  it('restores a cancelled generation only for the user, waiting for a click, with its problem', () => {
    const waiting: Status = { state: 'queued', notBeforeMs: 9, needsClick: false, problem: mayHaveBeenSent }
    const cancelled = transition(waiting, { type: 'cancelled', by: 'user' }, 1) as Status
    for (const next of oneOfEach) {
      const after = transition(cancelled, next, 2)
      expect(after).toEqual(
        next.type === 'requeued' ? { ...waiting, notBeforeMs: null, needsClick: true } : null
      )
    }
  })

  it('returns to unconfirmed only what was given up for a generation sent again', () => {
    const undone: GenerationEvent = { type: 'sent_again_undone', by: 'user', problem }
    const unconfirmed: Status = { state: 'unconfirmed', submittedAtMs: 1, problem }
    const failed = transition(unconfirmed, { type: 'sent_again', by: 'user', problem: mayHaveBeenSent }, 5)!
    expect(transition(failed, undone, 6)).toEqual(unconfirmed)
    expect(transition({ ...failed, remoteId: '7' } as Status, undone, 6)).toBeNull()
    expect(transition({ ...failed, problem } as Status, undone, 6)).toBeNull()
  })
})
