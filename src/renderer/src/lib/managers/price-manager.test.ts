import { expect, it, vi } from 'vitest'
import { createClient } from '../api/client'
import { FakeBridge } from '../api/fake-bridge'
import { fakeGeneration } from '../api/fake-rows'
import { priceSource, totalWords } from '../utils/price-words'
import { ErrorReporter } from './error-reporter'
import { ModelsManager } from './models-manager.svelte'
import { PriceManager } from './price-manager.svelte'
import { ToastManager } from './toast-manager.svelte'

const request = { modelId: 'veo-3.1-fast', durationSeconds: 8 }

it('learns a price when something was charged', async () => {
  vi.useFakeTimers()
  const row = fakeGeneration({ state: 'downloading' })
  const fake = new FakeBridge([row])
  const client = createClient(fake.bridge)
  const errors = new ErrorReporter(client, new ToastManager())
  const prices = new PriceManager(client, errors, new ModelsManager(client, () => false))
  await prices.start()
  const before = prices.of(request)
  expect(before && priceSource(before)).toBe(
    'about $0.24/s, third-party copy of the pricing page, 2026-07-10'
  )
  fake.measured = [
    { ...request, resolution: null, generateAudio: null, charges: [1_900_000, 1_900_000, 2_000_000] }
  ]
  fake.update(row.id, { state: 'ready', chargedMicrodollars: 1_900_000 })
  await vi.advanceTimersByTimeAsync(300)
  const after = prices.of(request)
  expect(after && priceSource(after)).toBe('about $1.90, from 3 runs of yours')
  prices.destroy()
  vi.useRealTimers()
})

it('says how much of a total is not known', () => {
  expect(totalWords({ total: 7_680_000, unknownCount: 0 }, 4)).toBe('about $7.68')
  expect(totalWords({ total: 7_680_000, unknownCount: 2 }, 6)).toBe('about $7.68 + 2 not known')
  expect(totalWords({ total: 0, unknownCount: 1 }, 1)).toBe('price not known')
})
