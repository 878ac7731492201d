import { expect, test } from 'vitest'
import { GenerationRequest } from '../request'
import { findModel } from './models'
import {
  apiValue,
  briefWords,
  initialValue,
  isOffered,
  isSet,
  isTaken,
  parameterNamed,
  parameters,
  settingWords,
  valueWords,
  type ParameterValue
} from './parameters'

const values: Readonly<Record<string, ParameterValue>> = {
  durationSeconds: 8,
  aspectRatio: '16:9',
  resolution: '720p',
  generateAudio: false,
  enhancePrompt: false,
  negativePrompt: 'rain'
}

test('lists every field of a request but its model, its prompt and its further fields', () => {
  const fields = Object.keys(GenerationRequest.shape)
  const others = ['modelId', 'prompt', 'further']
  expect(parameters.map(({ name }) => name).toSorted()).toEqual(
    fields.filter((field) => !others.includes(field)).toSorted()
  )
  expect(new Set(parameters.map(({ apiName }) => apiName)).size).toBe(parameters.length)
})

test('writes each value for the API, for the form and for a list of settings', () => {
  const written = parameters.map((parameter) => {
    const value = values[parameter.name]!
    return [
      apiValue(parameter, value),
      valueWords(parameter, value),
      settingWords(parameter, value),
      briefWords(parameter, value)
    ]
  })
  expect(written).toEqual([
    ['8', '8 s', 'Duration 8 s', '8 s'],
    ['16:9', '16:9', 'Aspect ratio 16:9', '16:9'],
    ['720p', '720p', 'Resolution 720p', '720p'],
    [false, 'off', 'Audio off', 'no audio'],
    [false, 'off', 'Enhance prompt off', null],
    ['rain', 'rain', 'Negative prompt', 'negative prompt']
  ])
})

test('knows what a model offers, and sends anything to a model that is not described', () => {
  const veo = findModel('veo-3.1-fast')!
  const { resolution } = parameterNamed
  expect(parameters.filter((parameter) => isOffered(parameter, veo)).map(({ name }) => name)).toEqual([
    'durationSeconds',
    'aspectRatio',
    'generateAudio',
    'enhancePrompt',
    'negativePrompt'
  ])
  expect([isTaken(resolution, veo), isTaken(resolution, undefined)]).toEqual([false, true])
  expect(parameters.map((parameter) => initialValue(parameter, veo))).toEqual([
    8,
    '16:9',
    undefined,
    true,
    true,
    undefined
  ])
})

test('takes a blank text for none', () => {
  expect([undefined, '', ' \u200B', 'rain', false, 0].map(isSet)).toEqual([
    false,
    false,
    false,
    true,
    true,
    true
  ])
})
