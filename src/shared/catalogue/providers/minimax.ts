import type { Model } from '../model'
import { pricingPage, pythonClient, unmeasuredSeconds } from './sources'

const provider = 'MiniMax'

export const minimax: readonly Model[] = [
  {
    id: 'Hailuo-02-t2v',
    name: 'Hailuo 02',
    provider,
    status: { kind: 'documented' },
    price: { microdollars: 20_000, per: 'second', ...pricingPage },
    usualSeconds: unmeasuredSeconds,
    source: pythonClient('minimax')
  },
  {
    id: 'Hailuo-2.3-t2v',
    name: 'Hailuo 2.3',
    provider,
    status: { kind: 'documented' },
    price: { microdollars: 67_000, lowestMicrodollars: 55_000, per: 'second', ...pricingPage },
    usualSeconds: unmeasuredSeconds,
    source: pythonClient('minimax')
  }
]
