import { describe, expect, it } from 'vitest'
import { isReserved, withoutReserved } from './further-fields'
import { requestBody } from './request-body'

describe('a free field', () => {
  it.each([
    'key',
    'Key',
    'api_key',
    'apiKey',
    'model_id',
    'modelId',
    'MODEL-ID',
    'prompt',
    'webhook',
    'web_hook',
    'webhook_url',
    'Webhook-URL',
    'callback',
    'callback_url',
    'call_back',
    'track_id',
    'trackId',
    'TRACK__ID',
    'ｗｅｂｈｏｏｋ'
  ])('%s is reserved', (name) => {
    expect(isReserved(name)).toBe(true)
  })

  it.each(['keyframes', 'prompt_strength', 'model_version', 'seed', 'track', 'negative_prompt', 'monkey'])(
    '%s is not reserved',
    (name) => {
      expect(isReserved(name)).toBe(false)
    }
  )

  it('is left out of the request body when it is reserved', () => {
    const further = { web_hook: 'https://example.org', track_id: '7', seed: 1 }
    expect(requestBody({ modelId: 'any', prompt: 'a boat', further }, undefined)).toEqual({
      seed: 1,
      model_id: 'any',
      prompt: 'a boat'
    })
    expect(withoutReserved({ key: 'x' })).toBeUndefined()
  })
})
