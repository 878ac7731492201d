import type { Model } from '../model'
import { modelPage, pricingPage, pythonClient, unmeasuredSeconds } from './sources'

const provider = 'Kuaishou'

export const kuaishou: readonly Model[] = [
  {
    id: 'kling-v2-master-t2v',
    name: 'Kling 2 Master',
    provider,
    status: { kind: 'documented' },
    durations: { choices: [5, 10], initial: 5 },
    price: { microdollars: 336_000, per: 'second', ...pricingPage },
    usualSeconds: unmeasuredSeconds,
    source: pythonClient('klingai')
  },
  {
    id: 'kling-v2-1-master-t2v',
    name: 'Kling 2.1 Master',
    provider,
    status: { kind: 'documented' },
    durations: { choices: [5, 10], initial: 5 },
    price: { microdollars: 336_000, per: 'second', ...pricingPage },
    usualSeconds: unmeasuredSeconds,
    source: pythonClient('klingai')
  },
  {
    id: 'kling-v2-5-turbo-t2v',
    name: 'Kling 2.5 Turbo',
    provider,
    status: { kind: 'documented' },
    durations: { choices: [5, 10], initial: 5 },
    aspectRatios: { choices: ['16:9', '9:16', '1:1'], initial: '16:9' },
    price: { microdollars: 84_000, per: 'second', ...pricingPage },
    usualSeconds: unmeasuredSeconds,
    source: modelPage('modelslab/kling-v2-5-turbo-t2v')
  },
  {
    id: 'kling-v3-t2v',
    name: 'Kling 3.0',
    provider,
    status: { kind: 'from_client_code' },
    // As copied in July 2026; in April it was 5 and 10.
    durations: { choices: [3, 5, 10, 15], initial: 5 },
    aspectRatios: { choices: ['16:9', '9:16', '1:1'], initial: '16:9' },
    price: { microdollars: 100_000, per: 'second', ...pricingPage },
    usualSeconds: unmeasuredSeconds,
    source: 'third-party copy of the model page klingai/kling-v3.0-text-to-video'
  }
]
