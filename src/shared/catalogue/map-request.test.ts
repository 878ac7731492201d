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

test('picks the nearest choice and gives the reason', () => {
  expect(mapped('veo-3.1-fast', 'kling-v2-5-turbo-t2v', { negativePrompt: 'rain' })).toEqual({
    request: { modelId: 'kling-v2-5-turbo-t2v', prompt: 'a boat', aspectRatio: '16:9', durationSeconds: 10 },
    changes: [
      'Duration 8 s → 10 s: Kling 2.5 Turbo makes 5 or 10',
      'Audio on left out: Kling 2.5 Turbo has no switch for it',
      'Enhance prompt on left out: Kling 2.5 Turbo has no switch for it',
      'Negative prompt left out: Kling 2.5 Turbo takes none'
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
    changes: [
      'Duration 12 s → 8 s: Veo 3.1 Fast makes 4, 6 or 8',
      'Aspect ratio 720x1280 → 9:16: Veo 3.1 Fast makes 16:9 or 9:16'
    ],
    additions: ['Audio on', 'Enhance prompt on']
  })
})

test('compares resolutions by their lines, whatever the spelling', () => {
  const change = { resolution: '1080p', durationSeconds: 5 }
  expect(mapped('wan2.7-t2v', 'wan2.5-t2v', { durationSeconds: 5 })).toMatchObject({
    request: { resolution: '720' },
    changes: []
  })
  expect(mapped('wan2.7-t2v', 'ltx-2-pro-t2v', change)).toMatchObject({
    request: { resolution: '1920x1080' },
    changes: [
      'Duration 5 s → 6 s: LTX-2 Pro makes 6, 8 or 10',
      'Resolution 1080p → 1920x1080: LTX-2 Pro makes 1920x1080, 2560x1440 or 3840x2160'
    ]
  })
  expect(mapped('ltx-2-pro-t2v', 'wan2.7-t2v', { resolution: '3840x2160' }).request.resolution).toBe('1080p')
})

test('picks the shorter of two equally near durations', () => {
  expect(mapped('grok-imagine-video-t2v', 'sora-2', { durationSeconds: 6 }).request.durationSeconds).toBe(4)
})

test('keeps further fields for models that support them', () => {
  const further = { fps: 50, seed: 4 }
  expect(mapped('ltx-2-pro-t2v', 'ltx-2-3-pro-t2v', { further })).toMatchObject({
    request: { further: { fps: 50 } },
    changes: ['seed left out: LTX-2.3 Pro has no such field']
  })
  expect(mapped('ltx-2-pro-t2v', 'Hailuo-02-t2v', { further: { fps: 50 } }).changes).toContain(
    'Frames per second left out: Hailuo 02 has no such field'
  )
  expect(mapped('veo3', 'ltx-2-pro-t2v', { further: { fps: 24 } }).changes).toEqual([
    'Frames per second left out: for LTX-2 Pro it is one of 25, 50'
  ])
})

describe('a model without known settings', () => {
  const veo = findModel('veo-3.1-fast')!
  const request = { ...initialRequest(veo), prompt: 'a boat', negativePrompt: 'rain', further: { seed: 4 } }

  test('gets only the prompt, and the other settings are reported', () => {
    expect(mapRequest(request, veo, customModel('mine'))).toEqual({
      request: { modelId: 'mine', prompt: 'a boat' },
      changes: [
        'Duration 8 s, Aspect ratio 16:9, Audio on, Enhance prompt on, Negative prompt, seed left out: ' +
          'mine gets only what you set for it'
      ],
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
