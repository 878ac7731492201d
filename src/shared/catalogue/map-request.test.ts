import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GenerationRequest } from '../request'
import { customModel } from './custom-model'
import { mapRequest } from './map-request'
import { findModel, models } from './models'
import { checkRequest, initialRequest } from './request-body'

const mapped = (from: string, to: string, change: Partial<GenerationRequest> = {}) => {
  const fromModel = findModel(from)!
  return mapRequest({ ...initialRequest(fromModel), prompt: 'a boat', ...change }, fromModel, findModel(to)!)
}

test('picks the nearest choice and lists the changes', () => {
  expect(mapped('veo-3.1-fast', 'kling-v2-5-turbo-t2v', { negativePrompt: 'rain' })).toEqual({
    request: { modelId: 'kling-v2-5-turbo-t2v', prompt: 'a boat', aspectRatio: '16:9', durationSeconds: 10 },
    changes: [
      'Duration: 10 s (8 s isn’t available)',
      'Audio: not available',
      'Enhance prompt: not available',
      'Negative prompt: not available'
    ],
    additions: []
  })
})

test('maps a withdrawn model to a working one of the same aspect ratio', () => {
  expect(mapped('sora-2-pro-t2v', 'veo-3.1-fast', { aspectRatio: '720x1280', durationSeconds: 12 })).toEqual({
    request: {
      modelId: 'veo-3.1-fast',
      prompt: 'a boat',
      aspectRatio: '9:16',
      durationSeconds: 8,
      generateAudio: true,
      enhancePrompt: true
    },
    changes: ['Duration: 8 s (12 s isn’t available)', 'Aspect ratio: 9:16 (720x1280 isn’t available)'],
    additions: ['Audio on', 'Enhance prompt on']
  })
})

test('compares resolutions by their lines in any spelling', () => {
  const change = { resolution: '1080p', durationSeconds: 5 }
  expect(mapped('wan2.7-t2v', 'wan2.5-t2v', { durationSeconds: 5 })).toMatchObject({
    request: { resolution: '720' },
    changes: []
  })
  expect(mapped('wan2.7-t2v', 'ltx-2-pro-t2v', change)).toMatchObject({
    request: { resolution: '1920x1080' },
    changes: ['Duration: 6 s (5 s isn’t available)', 'Resolution: 1920x1080 (1080p isn’t available)']
  })
  expect(mapped('ltx-2-pro-t2v', 'wan2.7-t2v', { resolution: '3840x2160' }).request.resolution).toBe('1080p')
})

test('leaves a setting to a model that does not offer it', () => {
  expect(mapped('veo-3.1-fast', 'kling-v2-5-turbo-t2v', { generateAudio: false }).changes).toContain(
    'Audio: set by the model'
  )
})

test('picks the shorter of two equally near durations', () => {
  expect(mapped('grok-imagine-video-t2v', 'sora-2', { durationSeconds: 6 }).request.durationSeconds).toBe(4)
})

test('keeps further fields for models that support them', () => {
  const further = { fps: 50, seed: 4 }
  expect(mapped('ltx-2-pro-t2v', 'ltx-2-3-pro-t2v', { further })).toMatchObject({
    request: { further: { fps: 50 } },
    changes: ['seed: not available']
  })
  expect(mapped('ltx-2-pro-t2v', 'Hailuo-02-t2v', { further: { fps: 50 } }).changes).toContain(
    'Frames per second: not available'
  )
  expect(mapped('veo3', 'ltx-2-pro-t2v', { further: { fps: 24 } }).changes).toEqual([
    'Frames per second: not sent (it is one of 25, 50)'
  ])
})

describe('a model without known settings', () => {
  const veo = findModel('veo-3.1-fast')!
  const request = { ...initialRequest(veo), prompt: 'a boat', negativePrompt: 'rain', further: { seed: 4 } }

  test('gets only the prompt, and the other settings are reported', () => {
    expect(mapRequest(request, veo, customModel('mine'))).toEqual({
      request: { modelId: 'mine', prompt: 'a boat' },
      changes: ['Not sent to mine: duration, aspect ratio, audio, enhance prompt, negative prompt, seed'],
      additions: []
    })
  })

  test('gets its own saved fields', () => {
    const mine = customModel('mine', { name: 'Mine', further: { seed: 4, fps: 25 } })
    expect(mapRequest({ modelId: 'old', prompt: 'a boat', further: { seed: 4 } }, undefined, mine)).toEqual({
      request: { modelId: 'mine', prompt: 'a boat', further: { seed: 4, fps: 25 } },
      changes: [],
      additions: ['fps 25']
    })
  })

  test('keeps settings made for it', () => {
    const own = { ...request, modelId: 'mine' }
    const unchanged = { request: own, changes: [], additions: [] }
    expect(mapRequest(own, customModel('mine'), customModel('mine', { further: { fps: 25 } }))).toEqual(
      unchanged
    )
  })
})

test('changes nothing for the same model', () => {
  for (const { id } of models) {
    const request = { ...initialRequest(findModel(id)!), prompt: 'a boat' }
    expect(mapped(id, id)).toEqual({ request, changes: [], additions: [] })
  }
})

test('maps any request to a valid one for any model', () => {
  const request = fc.record(
    {
      modelId: fc.constant('old-model'),
      prompt: fc.constant('a boat'),
      negativePrompt: fc.constantFrom('', 'rain'),
      aspectRatio: fc.constantFrom('16:9', '9:16', '720x1280', '21:9', 'wide', '0:0'),
      durationSeconds: fc.integer({ min: 1, max: 60 }),
      resolution: fc.constantFrom('720', '720P', '1080p', '4k', '2560x1440', ''),
      generateAudio: fc.boolean(),
      enhancePrompt: fc.boolean(),
      further: fc.dictionary(
        fc.constantFrom('fps', 'seed', 'init_audio', 'camera_fixed', 'constructor'),
        fc.oneof(fc.constantFrom(25, 'https://example.org/a.mp3', true), fc.integer())
      )
    },
    { requiredKeys: ['modelId', 'prompt'] }
  )
  fc.assert(
    fc.property(request, fc.constantFrom(...models), (asked, model) => {
      const { request: result } = mapRequest(asked, undefined, model)
      expect(GenerationRequest.parse(result)).toEqual(result)
      expect(checkRequest(result, model)).toEqual({ ok: true, value: result })
      expect(mapRequest(result, model, model)).toEqual({ request: result, changes: [], additions: [] })
    }),
    { numRuns: 500 }
  )
})
