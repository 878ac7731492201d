import { expect, it } from 'vitest'
import type { Model } from '@shared/catalogue/model'
import type { GenerationRequest } from '@shared/request'
import { fitRequest } from './fit-request'

const model: Model = {
  id: 'made-up',
  name: 'Made Up',
  provider: 'Nobody',
  status: { kind: 'documented' },
  durations: { choices: [5, 10], initial: 5 },
  aspectRatios: { choices: ['16:9', '1:1'], initial: '16:9' },
  usualSeconds: 60,
  source: 'this test'
}
const request: GenerationRequest = {
  modelId: 'other',
  prompt: 'A boat',
  negativePrompt: 'text',
  aspectRatio: '1:1',
  durationSeconds: 8,
  generateAudio: true,
  enhancePrompt: false
}

it('keeps what fits, replaces what does not, and says so', () => {
  expect(fitRequest(request, model)).toEqual({
    request: {
      modelId: 'made-up',
      prompt: 'A boat',
      negativePrompt: 'text',
      aspectRatio: '1:1',
      durationSeconds: 5
    },
    changes: ['8 s → 5 s', 'no audio switch', 'no negative prompt']
  })
})

it('takes the new model’s own defaults for what was not there before', () => {
  const fitted = fitRequest({ modelId: 'other', prompt: '' }, { ...model, generateAudio: true })
  expect(fitted).toEqual({
    request: {
      modelId: 'made-up',
      prompt: '',
      aspectRatio: '16:9',
      durationSeconds: 5,
      generateAudio: true
    },
    changes: []
  })
})
