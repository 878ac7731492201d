import { beforeEach, expect, it } from 'vitest'
import type { GenerationView } from '@shared/generation'
import { FakeBridge } from '$lib/api/fake-bridge'
import { fakeGeneration, fakeVideo } from '$lib/api/fake-rows'
import { showComponent } from '$lib/components/testing/show-component'
import { createServices, type Services } from '$lib/services'
import { describePhase, leadingVideo } from '$lib/utils/phase'
import ReadyPicture from './ReadyPicture.svelte'
import TableRow from './TableRow.svelte'

let services: Services

beforeEach(async () => {
  services = createServices(new FakeBridge([]).bridge)
  await services.app.start()
})

const black = fakeGeneration({
  videos: [fakeVideo({ checks: { peakDecibels: -12, blackMs: 2000, frozenMs: 0 } })]
})
const missing = fakeGeneration({ videos: [fakeVideo({ state: 'missing' })] })

const tile = (generation: GenerationView, width: number): HTMLElement =>
  showComponent(
    ReadyPicture,
    {
      generation,
      video: leadingVideo(generation)!,
      phase: describePhase(generation, undefined, 0),
      step: null,
      width,
      isLibraryAway: false
    },
    services
  )
const row = (generation: GenerationView): HTMLElement =>
  showComponent(
    TableRow,
    { generation, phase: describePhase(generation, undefined, 0), width: 900 },
    services
  )
const badge = 'Black for 2.0 s'

it('badges a clip that differs from its request, in the grid and in the list', () => {
  const wide = tile(black, 300).querySelector(`[title="${badge}"]`)
  expect(wide?.textContent).toContain(badge)
  expect(tile(black, 100).querySelector(`[title="${badge}"]`)?.textContent).not.toContain(badge)
  expect(row(black).querySelector(`[title="${badge}"]`)).not.toBeNull()
})

it('badges no clip that is as it was requested', () => {
  for (const shown of [tile(fakeGeneration(), 300), row(fakeGeneration())])
    expect(shown.querySelector('.fault')).toBeNull()
})

it('dims the picture of a missing file, in the grid and in the list', () => {
  for (const shown of [tile(missing, 300), row(missing)])
    expect(shown.querySelector('.missing canvas')).not.toBeNull()
})

it('shows that a clip is safe only where the caption has room', () => {
  const dotAt = (width: number): boolean => tile(fakeGeneration(), width).querySelector('.dot') !== null
  expect([62, 83, 110, 196].map(dotAt)).toEqual([false, false, true, true])
})
