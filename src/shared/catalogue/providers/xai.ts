import type { Model } from '../model'
import { pricingPage, unmeasuredSeconds } from './sources'

export const xai: readonly Model[] = [
  {
    id: 'grok-imagine-video-t2v',
    name: 'Grok Imagine',
    provider: 'xAI',
    status: { kind: 'from_client_code' },
    durations: { choices: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], initial: 5 },
    resolutions: { choices: ['720p'], initial: '720p' },
    price: { microdollars: 60_000, per: 'second', ...pricingPage },
    usualSeconds: unmeasuredSeconds,
    source: pricingPage.source
  }
]
