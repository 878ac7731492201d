import { expect, it, vi } from 'vitest'
import { customModel } from '@shared/catalogue/custom-model'
import { findModel } from '@shared/catalogue/models'
import { initialRequest } from '@shared/catalogue/request-body'
import { expectedPrice } from '@shared/money/learned-price'
import { createClient } from '$lib/api/client'
import { FakeBridge } from '$lib/api/fake-bridge'
import { fakeGeneration } from '$lib/api/fake-rows'
import {
  costLine,
  highestWords,
  priceSource,
  rateOf,
  totalWords,
  unpricedLine
} from '$lib/utils/words/price-words'
import { ErrorReporter } from '../window/error-reporter'
import { ModelsManager } from './models-manager.svelte'
import { PriceManager } from './price-manager.svelte'
import { ToastManager } from '../window/toast-manager.svelte'

const request = { modelId: 'veo-3.1-fast', durationSeconds: 8 }

it('learns a price from a charge', async () => {
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
  expect(before && costLine(before)).toBe('About $1.92 (unverified)')
  fake.measured = [
    { ...request, resolution: null, generateAudio: null, charges: [1_900_000, 1_900_000, 2_000_000] }
  ]
  fake.update(row.id, { state: 'ready', chargedMicrodollars: 1_900_000 })
  await vi.advanceTimersByTimeAsync(300)
  const after = prices.of(request)
  expect(after && priceSource(after)).toBe('about $1.90, based on 3 of your clips')
  expect(after && costLine(after)).toBe('About $1.90')
  prices.destroy()
  vi.useRealTimers()
})

it('counts requests without a known price', () => {
  const price = { about: 7_680_000, most: 8_000_000, unknownCount: 2 }
  expect(totalWords({ ...price, unknownCount: 0 }, 4)).toBe('about $7.68')
  expect(totalWords(price, 6)).toBe('about $7.68 + 2 not known')
  expect(highestWords(price, 6)).toBe('up to about $8.00 + 2 not known')
  expect(totalWords({ about: 0, most: 0, unknownCount: 1 }, 1)).toBe('price not known')
})

it('shows the rate of the chosen resolution', () => {
  const wan = findModel('wan2.7-t2v')!
  const expected = expectedPrice({ ...initialRequest(wan), resolution: '1080p' }, wan, [])
  expect(expected?.from === 'catalogue' && rateOf(expected.price)).toBe('$0.15/s')
})

it('shows the known rate when there is no total', () => {
  expect(unpricedLine(findModel('veo3'), undefined)).toBe('$0.83 per second; ModelsLab chooses the length')
  const price = { microdollars: 50_000, per: 'second', asOf: '2026-11-22' } as const
  expect(unpricedLine(customModel('mine', { price }), undefined)).toBe(
    '$0.05 per second, as soon as its length is set'
  )
  expect(unpricedLine(customModel('mine'), undefined)).toBe('Price not known')
})
