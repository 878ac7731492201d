import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import type { AppState } from '@shared/app-state'
import type { GenerationId, GenerationView } from '@shared/generation'
import { Disposables } from '../base/disposables'
import { Signal } from '../base/signal'
import { FakeClock, settle } from '../base/testing/fake-clock'
import { silentLogger } from '../logging/logger'
import { createNotifications } from './create'

const clip = (state: GenerationView['state']) =>
  ({
    id,
    state,
    request: { modelId: 'veo-3.1-fast', prompt: 'a gull' },
    waitingFor: null,
    problem: null,
    hidden: false,
    deletedAtMs: null,
    videos: []
  }) as unknown as GenerationView
const id = randomUUID() as GenerationId

let clock: FakeClock
let titles: string[]
let clipChanged: Signal<GenerationView>
let stateChanged: Signal<AppState>
let paint: () => void
beforeEach(() => {
  clock = new FakeClock()
  titles = []
  clipChanged = new Signal()
  stateChanged = new Signal()
  createNotifications({
    clock,
    logger: silentLogger,
    name: 'linux',
    desktop: {
      isInFront: () => false,
      isScreenLocked: () => false,
      canNotify: () => Promise.resolve(true),
      notify: ({ title }) => titles.push(title),
      closeNotification: () => undefined
    },
    settings: { current: { notifications: 'brief' } },
    firstPaint: { done: new Promise((resolve) => (paint = resolve)) },
    inProgress: () => [clip('processing')],
    clipChanged,
    stateChanged,
    cameToFront: new Signal(),
    showClip: () => undefined,
    disposables: new Disposables()
  })
})

const hold = (heldFor: AppState['sending']['heldFor'], more: Partial<AppState['sending']> = {}): void =>
  stateChanged.fire({
    key: { status: 'present' },
    sending: { heldFor, waiting: 2, waitingForClick: 0, ...more }
  } as AppState)

it('notifies of a clip that the last run left in progress, however it ends', async () => {
  paint()
  await settle()
  clipChanged.fire(clip('failed'))
  await clock.run(5_000)
  expect(titles).toEqual(['A clip needs you'])
})

it('notifies once when sending begins to wait for the user', async () => {
  hold(null)
  hold('credit')
  hold('credit')
  await clock.run(5_000)
  expect(titles).toEqual(['Sending is on hold'])
})

it('notifies of no hold that ends by itself, that was there at the start, or that holds nothing', async () => {
  hold('key')
  hold(null)
  hold('network')
  hold('rate_limit')
  hold('credit', { waiting: 1, waitingForClick: 1 })
  await clock.run(5_000)
  expect(titles).toEqual([])
})
