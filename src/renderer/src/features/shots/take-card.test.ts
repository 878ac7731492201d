import { beforeEach, expect, it } from 'vitest'
import type { GenerationView } from '@shared/generation'
import { FakeBridge } from '$lib/api/fake-bridge'
import { fakeGeneration, fakeVideo } from '$lib/api/fake-rows'
import { showComponent } from '$lib/components/testing/show-component'
import { createServices, type Services } from '$lib/services'
import TakeCard from './TakeCard.svelte'

let services: Services

beforeEach(async () => {
  services = createServices(new FakeBridge([]).bridge)
  await services.app.start()
})

const card = (take: GenerationView): HTMLElement =>
  showComponent(TakeCard, { take, isTabStop: true }, services)

it('dims and badges a take whose file is missing, whose poster is still there', () => {
  const shown = card(fakeGeneration({ videos: [fakeVideo({ state: 'missing' })] }))
  expect(shown.querySelector('.missing canvas')).not.toBeNull()
  expect(shown.querySelector('.fault.needs_you')?.textContent).toContain('File missing')
})

it('says once what a take without a picture is doing', () => {
  const shown = card(fakeGeneration({ state: 'processing', videos: [] }))
  expect(shown.textContent.match(/Generating/g)).toHaveLength(1)
})

it('badges a take that differs from its request', () => {
  const checks = { peakDecibels: -80, blackMs: 0, frozenMs: 0 }
  const shown = card(fakeGeneration({ videos: [fakeVideo({ checks })] }))
  expect(shown.querySelector('[title="Silent"]')).not.toBeNull()
})
