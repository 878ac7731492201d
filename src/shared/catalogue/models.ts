import type { Model } from './model'

const scraped = { source: 'third-party copy of the pricing page', asOf: '2026-07-10' }

/** The models Dailies knows, the default first. */
export const models: readonly Model[] = [
  {
    id: 'veo-3.1-fast',
    name: 'Veo 3.1 Fast',
    provider: 'Google',
    status: { kind: 'documented' },
    durations: { choices: [4, 6, 8], initial: 8 },
    aspectRatios: { choices: ['16:9', '9:16'], initial: '16:9' },
    generateAudio: true,
    enhancePrompt: true,
    negativePrompt: true,
    price: { microdollars: 240_000, per: 'second', ...scraped },
    usualSeconds: 100,
    source: 'https://modelslab.com/models/google/Veo-3.1-fast/api'
  },
  {
    id: 'veo-3.1',
    name: 'Veo 3.1',
    provider: 'Google',
    status: { kind: 'documented' },
    durations: { choices: [4, 6, 8], initial: 8 },
    aspectRatios: { choices: ['16:9', '9:16'], initial: '16:9' },
    generateAudio: true,
    enhancePrompt: true,
    negativePrompt: true,
    price: { microdollars: 480_000, per: 'second', ...scraped },
    usualSeconds: 150,
    source: 'https://modelslab.com/models/google/Veo-3.1/api'
  },
  {
    id: 'kling-v2-5-turbo-t2v',
    name: 'Kling 2.5 Turbo',
    provider: 'Kuaishou',
    status: { kind: 'documented' },
    durations: { choices: [5, 10], initial: 5 },
    aspectRatios: { choices: ['16:9', '9:16', '1:1'], initial: '16:9' },
    price: { microdollars: 84_000, per: 'second', ...scraped },
    usualSeconds: 120,
    source: 'https://modelslab.com/models/modelslab/kling-v2-5-turbo-t2v/api'
  }
]

export const defaultModel: Model = models[0] as Model

export const findModel = (id: string): Model | undefined => models.find((model) => model.id === id)
