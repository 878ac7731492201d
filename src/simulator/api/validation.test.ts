import { describe, expect, test } from 'vitest'
import { documentedBodies } from '../../shared/catalogue/testing/documented-bodies'
import { findModel, models } from '../../shared/catalogue/models'
import { initialRequest, requestBody } from '../../shared/catalogue/request-body'
import { issueWith } from './validation'

describe.each(models)('$id', (model) => {
  const body = { key: 'k', ...requestBody({ ...initialRequest(model), prompt: 'a boat' }, model) }
  const issue = (change: object): string | undefined => issueWith({ ...body, ...change }, model)?.message

  test('takes what the app sends, with every choice of the catalogue', () => {
    const choices = [
      {},
      ...(model.durations?.choices.map((seconds) => ({ duration: String(seconds) })) ?? []),
      ...(model.aspectRatios?.choices.map((ratio) => ({ aspect_ratio: ratio })) ?? []),
      ...(model.resolutions?.choices.map((resolution) => ({ resolution })) ?? [])
    ]
    expect(choices.map((choice) => issueWith({ ...body, ...choice }, model))).toEqual(choices.map(() => null))
  })

  test('needs a prompt that is text', () => {
    expect(issue({ prompt: undefined })).toBe('prompt is required')
    expect(issue({ prompt: '' })).toBe('prompt is required')
    expect(issue({ prompt: '  ' })).toBe('prompt is required')
    expect(issue({ prompt: 5 })).toBe('prompt must be a string')
  })

  test('refuses fields it does not have', () => {
    expect(issue({ seed: 25 })).toBe('seed is invalid')
    if (!model.further?.['fps']) expect(issue({ fps: 25 })).toBe('fps is invalid')
    expect(issue({ init_image: 'https://example.org/a.png' })).toBe('init_image is invalid')
    if (!model.aspectRatios) expect(issue({ aspect_ratio: '16:9' })).toBe('aspect_ratio is invalid')
    if (!model.resolutions) expect(issue({ resolution: '720p' })).toBe('resolution is invalid')
    if (!model.negativePrompt) expect(issue({ negative_prompt: 'rain' })).toBe('negative_prompt is invalid')
    if (model.generateAudio === undefined) {
      expect(issue({ generate_audio: true })).toBe('generate_audio is invalid')
    }
  })

  test('refuses what its fields cannot be', () => {
    if (model.durations) {
      expect(issue({ duration: model.durations.initial })).toBe('duration must be a string')
      expect(issue({ duration: '99' })).toMatch(/^duration must be between \d+ and \d+$/)
      expect(issue({ duration: String(model.durations.initial + 0.5) })).toMatch(/^duration /)
      expect(issue({ duration: 'long' })).toMatch(/^duration must be between/)
    } else expect(issue({ duration: '5' })).toBe('duration is invalid')
    if (model.aspectRatios) {
      expect(issue({ aspect_ratio: '5:4' })).toBe('aspect_ratio is invalid')
      expect(issue({ aspect_ratio: 1.78 })).toBe('aspect_ratio must be a string')
    }
    if (model.resolutions) expect(issue({ resolution: 720 })).toBe('resolution must be a string')
    if (model.negativePrompt) {
      expect(issue({ negative_prompt: null })).toBeUndefined()
      expect(issue({ negative_prompt: 3 })).toBe('negative_prompt must be a string')
    }
    if (model.generateAudio !== undefined) {
      expect(issue({ generate_audio: 'true' })).toBe('generate_audio must be true or false')
    }
  })
})

test.each(documentedBodies)('accepts every documented body of $id', ({ id, standard, choices }) => {
  const bodies = [standard, ...choices.map(([, fields]) => ({ ...standard, ...fields }))]
  expect(bodies.map((body) => issueWith({ key: 'k', ...body }, findModel(id)))).toEqual(
    bodies.map(() => null)
  )
})

test('checks further fields by their kind', () => {
  const issue = (id: string, change: object): string | undefined =>
    issueWith({ model_id: id, prompt: 'a boat', ...change }, findModel(id))?.message
  expect(issue('ltx-2-pro-t2v', { fps: 50 })).toBeUndefined()
  expect(issue('ltx-2-pro-t2v', { fps: '50' })).toBe('fps must be a number')
  expect(issue('ltx-2-pro-t2v', { fps: 24 })).toBe('fps is invalid')
  expect(issue('seedance-t2v', { camera_fixed: true })).toBeUndefined()
  expect(issue('seedance-t2v', { camera_fixed: 'yes' })).toBe('camera_fixed must be true or false')
  expect(issue('wan2.5-t2v', { init_audio: 'https://example.org/a.mp3' })).toBeUndefined()
  expect(issue('wan2.5-t2v', { init_audio: 'a.mp3' })).toBe('init_audio must be a valid URL')
  expect(issue('veo-3.1-lite-t2v', { negative_prompt: null })).toBeUndefined()
})

test('accepts any field of an unknown model, with the duration as text', () => {
  const body = { model_id: 'new-model', prompt: 'a boat', fps: 25, seed: 4 }
  expect(issueWith(body, undefined)).toBeNull()
  expect(issueWith({ ...body, duration: 5 }, undefined)).toMatchObject({ field: 'duration' })
  expect(issueWith({ prompt: 'a boat' }, undefined)?.message).toBe('model_id is required')
})
