import { describe, expect, test } from 'vitest'
import { GenerationRequest } from '../request'
import { documentedBodies } from './testing/documented-bodies'
import type { Model } from './model'
import { defaultModel, findModel, models } from './models'
import { isChoice, isOffered, parameters } from './parameters'
import { checkRequest, estimatedPrice, initialRequest, requestBody } from './request-body'

const request = (model: Model, change: Partial<GenerationRequest> = {}): GenerationRequest => ({
  ...initialRequest(model),
  prompt: 'a paper boat',
  ...change
})

/** Everything a form could hold, whatever the model. */
const everything: Partial<GenerationRequest> = {
  negativePrompt: 'rain',
  aspectRatio: '16:9',
  durationSeconds: 5,
  resolution: '720p',
  generateAudio: true,
  enhancePrompt: true,
  further: { fps: 25, camera_fixed: true, init_audio: 'https://example.org/a.mp3', seed: 4 }
}

test('has exactly one documented body per model', () => {
  expect(documentedBodies.map(({ id }) => id).toSorted()).toEqual(models.map(({ id }) => id).toSorted())
  expect(models).toHaveLength(24)
  expect(new Set(models.map(({ name }) => name)).size).toBe(24)
  expect(defaultModel.id).toBe('veo-3.1-fast')
})

test('sends the fields in the order of the documented body', () => {
  const free = { ...everything, modelId: 'new-model', prompt: 'a paper boat', further: {} }
  expect(Object.keys(requestBody(free, undefined))).toEqual([
    'model_id',
    'prompt',
    'negative_prompt',
    'aspect_ratio',
    'duration',
    'resolution',
    'generate_audio',
    'enhance_prompt'
  ])
})

describe.each(documentedBodies)('$id', ({ id, standard, choices }) => {
  const model = findModel(id)!

  test('sends the documented body', () => {
    expect(requestBody(request(model), model)).toEqual(standard)
  })

  test.each(choices)('%j changes %j', (change, fields) => {
    const wanted = request(model, change)
    expect(checkRequest(wanted, model)).toEqual({ ok: true, value: wanted })
    expect(GenerationRequest.parse(wanted)).toEqual(wanted)
    expect(requestBody(wanted, model)).toEqual({ ...standard, ...fields })
  })

  test('has a documented body for each of its choices', () => {
    const shown = (field: keyof GenerationRequest): unknown[] =>
      choices.flatMap(([change]) => (change[field] === undefined ? [] : [change[field]]))
    for (const parameter of parameters) {
      const documented = shown(parameter.name)
      if (isChoice(parameter)) expect(documented).toEqual(model[parameter.offer]?.choices ?? [])
      else if (!isOffered(parameter, model)) expect(documented).toEqual([])
      else expect(documented).toEqual([parameter.kind === 'text' ? 'rain' : !model[parameter.offer]])
    }
    const further = shown('further').flatMap((fields) => Object.keys(fields as object))
    expect([...new Set(further)]).toEqual(Object.keys(model.further ?? {}))
  })

  test('sends only documented fields', () => {
    const known = new Set([...Object.keys(standard), ...choices.flatMap(([, fields]) => Object.keys(fields))])
    const sent = Object.keys(requestBody(request(model, everything), model))
    expect(sent.filter((name) => !known.has(name))).toEqual([])
  })

  test('has initial settings among its choices', () => {
    for (const offer of [model.durations, model.aspectRatios, model.resolutions]) {
      if (offer) expect(offer.choices).toContain(offer.initial)
    }
  })
})

test('sends only the user’s settings to a model without known settings', () => {
  const free = request({ ...defaultModel, id: 'new-model' }, everything)
  const body = {
    model_id: 'new-model',
    prompt: 'a paper boat',
    negative_prompt: 'rain',
    aspect_ratio: '16:9',
    duration: '5',
    resolution: '720p',
    generate_audio: true,
    enhance_prompt: true,
    fps: 25,
    camera_fixed: true,
    init_audio: 'https://example.org/a.mp3',
    seed: 4
  }
  expect(requestBody(free, undefined)).toEqual(body)
  expect(requestBody({ modelId: 'new-model', prompt: 'a boat' }, undefined)).toEqual({
    model_id: 'new-model',
    prompt: 'a boat'
  })
})

test('does not let a free field replace the key, the model or the prompt', () => {
  const sly = { modelId: 'new-model', prompt: 'a boat', further: { key: 'k', model_id: 'm', prompt: 'p' } }
  expect(requestBody(sly, undefined)).toEqual({ model_id: 'new-model', prompt: 'a boat' })
  expect(checkRequest(sly, undefined)).toMatchObject({ error: { field: 'further.key', charged: 'no' } })
  const twice = { modelId: 'new-model', prompt: 'a boat', durationSeconds: 5, further: { duration: 9 } }
  expect(requestBody(twice, undefined)).toMatchObject({ duration: '5' })
})

test('has prices in whole micro-dollars, by length and resolution', () => {
  const price = (id: string, change: Partial<GenerationRequest> = {}): number | null =>
    estimatedPrice(request(findModel(id)!, change), findModel(id))
  expect(price('veo-3.1-fast')).toBe(1_920_000)
  expect(price('wan2.5-t2v', { durationSeconds: 10 })).toBe(500_000)
  expect(price('wan2.7-t2v')).toBe(500_000)
  expect(price('wan2.7-t2v', { resolution: '1080p', durationSeconds: 10 })).toBe(1_500_000)
  expect(price('wan2.7-t2v', { resolution: 'constructor' })).toBe(500_000)
  expect(price('seedance-t2v')).toBeNull()
  expect(price('ltx-2-3-pro-t2v')).toBeNull()
  for (const model of models) {
    expect(
      Number.isSafeInteger(estimatedPrice({ ...initialRequest(model), durationSeconds: 7 }, model) ?? 0)
    ).toBe(true)
  }
})
