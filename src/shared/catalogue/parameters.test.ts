import { expect, test } from 'vitest'
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
  type ParameterName,
  type ParameterValue
} from './parameters'

const values: Readonly<Partial<Record<ParameterName, ParameterValue>>> = {
  durationSeconds: 8,
  aspectRatio: '16:9',
  resolution: '720p',
  generateAudio: false,
  enhancePrompt: false,
  negativePrompt: 'rain'
}

test('gives each parameter a unique API name', () => {
  expect(new Set(parameters.map(({ apiName }) => apiName)).size).toBe(parameters.length)
})

test('formats each value for the API, the form and a list of settings', () => {
  const written = Object.entries(values).map(([name, value]) => {
    const parameter = parameterNamed[name as ParameterName]
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

test('sends only parameters a model offers, and all to a model without known settings', () => {
  const veo = findModel('veo-3.1-fast')!
  const { durationSeconds, resolution, generateAudio, negativePrompt } = parameterNamed
  const some = [durationSeconds, resolution, generateAudio, negativePrompt]
  expect(some.map((parameter) => isOffered(parameter, veo))).toEqual([true, false, true, true])
  expect(some.map((parameter) => initialValue(parameter, veo))).toEqual([8, undefined, true, undefined])
  expect([isTaken(resolution, veo), isTaken(resolution, undefined)]).toEqual([false, true])
})

test('treats blank text as not set', () => {
  expect([undefined, '', ' \u200B', 'rain', false, 0].map(isSet)).toEqual([
    false,
    false,
    false,
    true,
    true,
    true
  ])
})
