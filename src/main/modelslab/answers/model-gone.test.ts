import { describe, expect, it } from 'vitest'
import { saysModelGone } from './model-gone'

describe('a model that is gone', () => {
  it.each([
    'Model veo-3.1-fast is no longer available',
    'Model veo-3.1-fast is no longer available.',
    'Model "veo-3.1-fast" is no longer available',
    "Model 'veo-3.1-fast' is not available anymore",
    'The model `veo-3.0-generate-preview` has been deprecated',
    'The model you requested is not available any more.',
    'The requested model has been retired.',
    'This model is deprecated and can no longer be used.',
    'This model can no longer be used.',
    'This model was sunset on October 22, 2026.',
    'This model has been sunsetted. Please use veo-4 instead.',
    'Model disabled',
    'This model is disabled',
    'Model has been decommissioned',
    'The model veo 2 has been discontinued by Google',
    'This model is no longer supported',
    'this model version is no longer supported',
    'Model veo2 has been removed',
    'Model has been shut down',
    'The model was shutdown on 2026-06-30',
    'The model was turned off.',
    'The model has been switched off by its provider.',
    'Model veo-2 does not exist anymore',
    'Model no longer exists',
    'This model has reached its end of life.',
    'This model has reached end-of-life',
    'Model veo-2 has been replaced by veo-3.1',
    'models/veo-2.0-generate-001 is not found for API version v1beta, or is not supported for predictLongRunning. Call ListModels to see the list of available models and their supported methods.',
    'Publisher Model projects/x/models/veo-3.0 is not found for API version v1',
    'veo-3.1-fast has been retired',
    'Veo 3.1 Fast is no longer available. Please try again with another model.',
    "Google's Veo 2 was shut down on 30 June 2026.",
    'sora-2 was discontinued',
    'Deprecated model: veo-3.1-fast',
    'You requested a retired model.',
    'MODEL_DEPRECATED',
    'model_retired',
    'Model is permanently unavailable',
    'We no longer support this model.',
    'ModelsLab no longer offers the model veo-3.1-fast',
    'Google has discontinued this model',
    'We have retired this model under our deprecation policy.',
    'Support for veo-2 has ended.',
    'Support for this model ended on 2026-06-30',
    'Error: the selected model has been phased out',
    'Model unavailable permanently: this model has been deactivated',
    'The model veo-3.1-fast (Google) has been withdrawn'
  ])('is told by "%s"', (message) => {
    expect(saysModelGone(message)).toBe(true)
  })
})

describe('a model that may be as it was', () => {
  it.each([
    '',
    'Failed, Try Again',
    'Model veo-3.1-fast is temporarily unavailable',
    'This model is temporarily disabled, try again later',
    'The model is currently unavailable due to high demand',
    'The model is disabled for maintenance',
    'The model is overloaded. It has been removed from the queue, please retry.',
    'Model veo-3.1-fast is not available in your region',
    'This model is no longer available in your country',
    'This model is not supported in your location',
    'This model is no longer available on your plan. Upgrade to use it.',
    'Your subscription no longer includes this model',
    'You no longer have access to this model',
    'This model is disabled for your account',
    'This model will be deprecated on 2027-01-31',
    'This feature requires a premium subscription',
    'The prompt was rejected: "a retired model walks, the model is no longer available"',
    'Prompt flagged: this model has been retired from the catwalk',
    'Content policy: a model that has been discontinued',
    'The text “Model veo-3.1-fast has been retired” is not allowed',
    'Resolution 4k is no longer supported',
    'Duration 8 is no longer supported',
    'The parameter enhance_prompt is no longer supported by this model',
    'generate_audio has been removed for model veo-3.1',
    'negative_prompt has been deprecated for this model',
    'This model no longer supports 4k resolution',
    'This model does not support audio',
    'API version v1 is no longer supported',
    'This endpoint has been deprecated',
    'Your API key has been disabled',
    'Your account has been closed',
    'Api key 123abc was deactivated',
    'The video 4711 has been deleted',
    'Request 4711 has been removed',
    'Model is loading',
    'Model not found: nope',
    'Model id not found',
    'Request not found',
    'Internal server error. Please try again.',
    'Rate limit exceeded. Maximum 5 queued requests allowed.',
    'Insufficient credits. Please add more credits to continue.'
  ])('is left alone by "%s"', (message) => {
    expect(saysModelGone(message)).toBe(false)
  })

  it('takes no time over a long message', () => {
    expect(saysModelGone(`model ${'a '.repeat(5_000)}`)).toBe(false)
    expect(saysModelGone(`${'support for '.repeat(1_000)}x`)).toBe(false)
  }, 1_000)
})
