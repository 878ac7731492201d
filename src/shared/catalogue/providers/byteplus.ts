import type { Model } from '../model'
import { pricingPage, pythonClient, unmeasuredSeconds } from './sources'

const provider = 'BytePlus'

export const byteplus: readonly Model[] = [
  {
    id: 'seedance-t2v',
    name: 'Seedance',
    provider,
    status: { kind: 'documented' },
    aspectRatios: { choices: ['16:9', '4:3', '1:1', '9:21'], initial: '16:9' },
    resolutions: { choices: ['480p', '720p'], initial: '720p' },
    negativePrompt: true,
    further: { camera_fixed: { kind: 'boolean', label: 'Fixed camera' } },
    price: { microdollars: 55_000, per: 'second', ...pricingPage },
    usualSeconds: unmeasuredSeconds,
    source: pythonClient('byteplus')
  },
  {
    id: 'seedance-1.0-pro-fast-t2v',
    name: 'Seedance 1.0 Pro Fast',
    provider,
    status: { kind: 'documented' },
    price: { microdollars: 31_000, per: 'second', ...pricingPage },
    usualSeconds: unmeasuredSeconds,
    source: pythonClient('byteplus')
  },
  {
    id: 'seedance-1-5-pro',
    name: 'Seedance 1.5 Pro',
    provider,
    status: { kind: 'from_client_code' },
    aspectRatios: { choices: ['16:9', '9:16'], initial: '16:9' },
    resolutions: { choices: ['720p', '1080p'], initial: '720p' },
    price: { microdollars: 62_000, lowestMicrodollars: 30_000, per: 'second', ...pricingPage },
    usualSeconds: unmeasuredSeconds,
    source: 'public client code'
  }
]
