import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { AwaitedClips, type WatchedClip } from './awaited-clips'

const id = randomUUID() as GenerationId
const clip = (state: WatchedClip['state'], more: Partial<WatchedClip> = {}): WatchedClip => ({
  id,
  request: { modelId: 'veo-3.1-fast', prompt: 'a gull' },
  state,
  waitingFor: null,
  problem: null,
  hidden: false,
  deletedAtMs: null,
  videos: [],
  ...more
})
const kinds = (...clips: readonly WatchedClip[]) => {
  const awaited = new AwaitedClips()
  return clips.map((each) => awaited.take(each)?.kind ?? null)
}

it('tells once that a clip that ran is ready', () => {
  expect(kinds(clip('processing'), clip('downloading'), clip('ready'), clip('ready'))).toEqual([
    null,
    null,
    'ready',
    null
  ])
})

it('tells nothing about a clip that was ready before, whatever changes about it', () => {
  expect(kinds(clip('ready'), clip('ready'))).toEqual([null, null])
})

it.each(['failed', 'unconfirmed'] as const)('tells that a clip is %s and needs the user', (state) => {
  expect(kinds(clip('submitting'), clip(state), clip(state))).toEqual([null, 'needs_you', null])
})

it('tells again after the user sent a clip on', () => {
  expect(kinds(clip('processing'), clip('failed'), clip('processing'), clip('ready'))).toEqual([
    null,
    'needs_you',
    null,
    'ready'
  ])
})

it('tells of a request that waits for a click, and nothing of one that waited before', () => {
  const waiting = clip('queued', { waitingFor: 'click' })
  expect(kinds(clip('queued', { waitingFor: 'slot' }), waiting)).toEqual([null, 'needs_you'])
  expect(kinds(waiting)).toEqual([null])
})

it('tells nothing of a clip that was cancelled, hidden or moved to the trash', () => {
  expect(kinds(clip('queued'), clip('cancelled'))).toEqual([null, null])
  expect(kinds(clip('processing'), clip('ready', { hidden: true }))).toEqual([null, null])
  expect(kinds(clip('processing'), clip('failed', { deletedAtMs: 1 }))).toEqual([null, null])
})
