import { beforeEach, expect, it } from 'vitest'
import type { AppState } from '@shared/app-state'
import { Disposables } from '../base/disposables'
import { Signal } from '../base/signal'
import { createActivity } from './create'

let shown: unknown[]
let stateChanged: Signal<AppState>
let disposables: Disposables
beforeEach(() => {
  shown = []
  stateChanged = new Signal()
  disposables = new Disposables()
  const desktop = {
    setProgress: (progress: unknown) => shown.push({ progress }),
    setBadge: (badge: number) => shown.push({ badge })
  }
  createActivity({ desktop, stateChanged, disposables })
})

const change = (running: number, needsYou: number): void =>
  stateChanged.fire({
    sending: { running, waiting: 0, waitingForClick: 0, paused: false, heldFor: null },
    counts: { needs_you: needsYou }
  } as AppState)

it('tells the system only what changed', () => {
  change(0, 0)
  expect(shown).toEqual([])
  change(2, 1)
  change(2, 1)
  change(1, 1)
  change(0, 1)
  expect(shown).toEqual([{ progress: 'running' }, { badge: 1 }, { progress: 0.5 }, { progress: null }])
})

it('leaves nothing on the icon when the app ends', async () => {
  change(1, 3)
  shown = []
  await disposables.dispose(() => undefined)
  expect(shown).toEqual([{ progress: null }, { badge: 0 }])
})
