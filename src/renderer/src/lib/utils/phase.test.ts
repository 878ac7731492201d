import { describe, expect, it } from 'vitest'
import type { DownloadProgress } from '@shared/generation'
import type { Problem } from '@shared/problem'
import { fakeGeneration, fakeVideo } from '../api/fake-rows'
import { describePhase, leadingVideo, whyNotDraggable } from './phase'

const now = 1_763_800_100_000
const progress = (receivedBytes: number, totalBytes: number | null): DownloadProgress => {
  const { id, videos } = fakeGeneration()
  const videoId = videos[0]?.id ?? fakeVideo().id
  return { generationId: id, videoId, phase: 'receiving', receivedBytes, totalBytes }
}

describe('describePhase', () => {
  it('shows elapsed against usual time without ever filling the bar [F19, F21]', () => {
    const generation = fakeGeneration({ state: 'processing', submittedAtMs: now - 72_000, usualSeconds: 100 })
    expect(describePhase(generation, undefined, now)).toMatchObject({
      label: 'Generating',
      figures: '1:12 · usually 1:40',
      fraction: 0.72,
      sentence: null
    })
    expect(describePhase(generation, undefined, now + 600_000)).toMatchObject({
      fraction: 0.95,
      sentence: 'Taking longer than usual. Still checking. Safe to close the app.'
    })
  })

  it('shows zero elapsed time after the clock was set back [F18]', () => {
    const generation = fakeGeneration({
      state: 'processing',
      submittedAtMs: now + 86_400_000,
      usualSeconds: 100
    })
    expect(describePhase(generation, undefined, now)).toMatchObject({
      figures: '0:00 · usually 1:40',
      fraction: 0
    })
  })

  it('shows download progress', () => {
    const generation = fakeGeneration({ state: 'downloading' })
    expect(describePhase(generation, progress(6_300_000, 10_000_000), now)).toMatchObject({
      label: 'Downloading 63 %',
      figures: '6.3 / 10.0 MB',
      fraction: 0.63
    })
    expect(describePhase(generation, progress(6_300_000, null), now)).toMatchObject({
      label: 'Downloading',
      figures: '6.3 MB',
      fraction: null
    })
  })

  it.each([
    ['slot', 'Waiting for a free slot'],
    ['library', 'Waiting for the library folder'],
    ['key', 'Waiting for your key'],
    ['credit', 'Waiting for credit'],
    ['network', 'Waiting for the network'],
    ['rate_limit', 'Waiting for a free slot'],
    ['pause', 'Sending is paused'],
    ['click', 'Waiting for you'],
    [null, 'Waiting to send']
  ] as const)('shows why a queued clip waits: %s', (waitingFor, label) => {
    expect(describePhase(fakeGeneration({ state: 'queued', waitingFor }), undefined, now).label).toBe(label)
  })

  it('warns about a clip that may have been sent before the library was restored', () => {
    const problem: Problem = {
      code: 'may_have_been_sent',
      message: 'This may have been sent.',
      retryable: false
    }
    const generation = fakeGeneration({ state: 'queued', waitingFor: 'click', problem })
    expect(describePhase(generation, undefined, now)).toMatchObject({
      label: 'Unconfirmed',
      tone: 'needs_you',
      sentence: 'This may have been sent.'
    })
  })

  it.each([
    [null, 'Unconfirmed'],
    [0, 'Unconfirmed'],
    [1_920_000, 'Charged, no answer']
  ])('describes an unanswered clip by its charge of %s', (chargedMicrodollars, label) => {
    const generation = fakeGeneration({ state: 'unconfirmed', chargedMicrodollars })
    expect(describePhase(generation, undefined, now).label).toBe(label)
  })

  it('counts down to the next attempt [F10]', () => {
    const generation = fakeGeneration({
      state: 'queued',
      waitingFor: 'rate_limit',
      notBeforeMs: now + 30_000
    })
    expect(describePhase(generation, undefined, now).figures).toBe('Next try in 0:30')
    expect(describePhase(generation, undefined, now + 60_000).figures).toBeNull()
  })

  it('does not call a missing, refused or changed file safe', () => {
    const tones = (['saved', 'missing', 'refused', 'changed'] as const).map(
      (state) => describePhase(fakeGeneration({ videos: [fakeVideo({ state })] }), undefined, now).tone
    )
    expect(tones).toEqual(['ok', 'needs_you', 'needs_you', 'quiet'])
  })
})

describe('whyNotDraggable', () => {
  it('allows a clip that has a file', () => {
    expect(whyNotDraggable(fakeGeneration(), undefined)).toBeNull()
  })

  it('shows the download progress', () => {
    const generation = fakeGeneration({ state: 'downloading', videos: [fakeVideo({ state: 'pending' })] })
    expect(whyNotDraggable(generation, progress(63, 100))).toBe(
      'Still downloading (63 %). You can drag it in a moment.'
    )
    expect(whyNotDraggable(generation, undefined)).toBe('Still downloading. You can drag it in a moment.')
  })
})

it('prefers a usable file to a missing one', () => {
  const saved = fakeVideo()
  const generation = fakeGeneration({ videos: [fakeVideo({ state: 'missing' }), saved] })
  expect(leadingVideo(generation)).toBe(saved)
})

it('does not claim that a cancelled clip was not sent when that is unknown', () => {
  const problem = {
    code: 'may_have_been_sent',
    message: 'This may have been sent.',
    retryable: false
  } as const
  const sentence = (changes: object): string | null =>
    describePhase(fakeGeneration({ state: 'cancelled', ...changes }), undefined, 0).sentence
  expect([sentence({}), sentence({ problem })]).toEqual([
    'Nothing was sent or charged.',
    'This may have been sent.'
  ])
})
