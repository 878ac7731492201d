import type { Model, ModelStatus } from '../model'
import { modelPage, pricingPage, unmeasuredSeconds } from './sources'

const provider = 'OpenAI'

/** ModelsLab's pages still listed them in May 2026. */
const withdrawn: ModelStatus = {
  kind: 'withdrawn',
  since: '2026-09-24',
  why: 'OpenAI switched Sora 2 and its Videos API off.',
  source: 'https://developers.openai.com/api/docs/models/sora-2'
}

export const openai: readonly Model[] = [
  {
    id: 'sora-2',
    name: 'Sora 2',
    provider,
    status: withdrawn,
    durations: { choices: [4, 8, 12], initial: 4 },
    aspectRatios: { choices: ['16:9', '9:16'], initial: '16:9' },
    price: { microdollars: 125_000, per: 'second', ...pricingPage },
    usualSeconds: unmeasuredSeconds,
    source: modelPage('openai/sora-2-t2v')
  },
  {
    id: 'sora-2-pro-t2v',
    name: 'Sora 2 Pro',
    provider,
    status: withdrawn,
    durations: { choices: [4, 8, 12], initial: 4 },
    aspectRatios: { choices: ['1280x720', '720x1280'], initial: '1280x720' },
    price: { microdollars: 360_000, per: 'second', ...pricingPage },
    usualSeconds: unmeasuredSeconds,
    source: 'public client code'
  }
]
