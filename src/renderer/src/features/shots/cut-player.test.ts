import { flushSync } from 'svelte'
import { expect, it } from 'vitest'
import type { GenerationId, VideoId } from '@shared/generation'
import type { Cut } from '@shared/library/cut'
import type { ItemId } from '@shared/library/items'
import { FakeBridge } from '$lib/api/fake-bridge'
import { showComponent } from '$lib/components/testing/show-component'
import { createServices } from '$lib/services'
import CutPlayer from './CutPlayer.svelte'

const take: Cut['takes'][number] = {
  id: crypto.randomUUID() as GenerationId,
  videoId: crypto.randomUUID() as VideoId,
  shotId: crypto.randomUUID() as ItemId,
  inMs: null,
  outMs: null,
  lengthMs: 8000,
  microdollars: null
}

it('plays the circled takes as loud as the other players', async () => {
  const fake = new FakeBridge([])
  const services = createServices(fake.bridge)
  await services.app.start()
  await services.app.updateSettings({ volume: 0.25 })
  fake.curation.cut = { takes: [take] }
  await services.board.readCut()
  showComponent(CutPlayer, {}, services)
  const video = document.querySelector('video')
  expect(video?.volume).toBe(0.25)
  await services.app.updateSettings({ volume: 0.5 })
  flushSync()
  expect(video?.volume).toBe(0.5)
})
