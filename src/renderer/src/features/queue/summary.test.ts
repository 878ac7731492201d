import { expect, it } from 'vitest'
import type { SendingView } from '@shared/app-state'
import { quietSending } from '@shared/testing/quiet-sending'
import { fakeGeneration, fakeVideo } from '$lib/api/fake-rows'
import { heldWords, overallFraction, pressWords, summaryOf } from './summary'

const sending = (changes: Partial<SendingView> = {}): SendingView => ({
  ...quietSending,
  ...changes
})
const text = (view: SendingView): string => Object.values(summaryOf(view, 5)).filter(Boolean).join(' ')

it('counts running clips, and waiting clips by reason', () => {
  expect([
    text(sending()),
    text(sending({ running: 3, waiting: 2 })),
    text(sending({ running: 1, waiting: 2, paused: true })),
    text(sending({ running: 1 })),
    text(sending({ running: 1, waiting: 3, waitingForClick: 1 })),
    text(sending({ waiting: 2, waitingForClick: 2 })),
    text(sending({ waiting: 6, heldFor: 'credit' }))
  ]).toEqual([
    'Nothing running',
    '3 running · 2 waiting for a free slot (limit 5)',
    '1 running · 2 waiting',
    '1 running',
    '1 running · 2 waiting for a free slot (limit 5) · 1 waits for you',
    '0 running · 2 wait for you',
    '0 running · 6 waiting'
  ])
})

it('counts down while the service asks to wait', () => {
  const held = sending({ heldFor: 'rate_limit', heldUntilMs: 40_000, waiting: 1 })
  expect([heldWords(held, 10_000), heldWords(held, 50_000), heldWords(sending(), 0)]).toEqual([
    'ModelsLab is busy. Retrying in 0:30',
    'ModelsLab is busy',
    null
  ])
})

it('does not promise to send clips that wait for a click', () => {
  const clicks = { waiting: 2, waitingForClick: 2 }
  expect([
    heldWords(sending({ heldFor: 'network', ...clicks }), 0),
    heldWords(sending({ heldFor: 'network', waiting: 3, waitingForClick: 2 }), 0),
    heldWords(sending({ heldFor: 'key', ...clicks }), 0)
  ]).toEqual([null, 'Not sent, not charged. Will send when you’re online.', 'Sending waits for your key'])
})

it('shows “Sending” only for a batch that will be sent', () => {
  const views = [{}, { paused: true }, { heldFor: 'credit' }, { heldFor: 'network' }] as const
  expect(views.map((view) => pressWords(16, sending(view)))).toEqual([
    'Sending 16',
    '16 queued',
    '16 queued',
    '16 queued'
  ])
})

it('shows one progress bar for all running clips, and none for waiting ones', () => {
  const half = fakeGeneration({ state: 'processing', submittedAtMs: 0, usualSeconds: 100 })
  expect(overallFraction([half], () => undefined, 50_000)).toBeCloseTo(0.4)
  expect(overallFraction([fakeGeneration({ state: 'queued' })], () => undefined, 0)).toBeNull()
  const held = fakeGeneration({ state: 'downloading', videos: [fakeVideo({ state: 'refused' })] })
  expect(overallFraction([held], () => undefined, 0)).toBeNull()
})
