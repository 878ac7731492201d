import { expect, it } from 'vitest'
import { differencesOf } from './content-checks'
import type { ContentChecks, VideoView } from '../generation'
import { GenerationRequest } from '../request'

const fine: ContentChecks = { peakDecibels: -12, blackMs: 0, frozenMs: 0 }
const file = {
  state: 'saved',
  width: 1280,
  height: 720,
  durationMs: 8_000,
  framesPerSecond: null,
  videoCodec: 'avc',
  audioCodec: 'aac',
  traits: [],
  checks: fine
} as const

it.each([
  ['what was asked for', {}, {}, []],
  ['half a second more', {}, { durationMs: 8_500 }, []],
  ['a second less', {}, { durationMs: 7_000 }, ['duration']],
  ['another shape', {}, { width: 720, height: 1280 }, ['shape']],
  ['a size rounded to whole blocks', {}, { width: 1280, height: 704 }, []],
  ['fewer lines', { resolution: '1080p' }, {}, ['resolution']],
  ['more lines', { resolution: '480' }, {}, []],
  ['a size as it was spelled', { resolution: '1280x720' }, {}, []],
  ['a resolution that names no lines', { resolution: '2K' }, {}, []],
  ['another frame rate', { further: { fps: 50 } }, { framesPerSecond: 25 }, ['frame_rate']],
  ['nearly the frame rate', { further: { fps: 30 } }, { framesPerSecond: 29.97 }, []],
  ['a frame rate that was not asked for', {}, { framesPerSecond: 24 }, []],
  ['a frame rate in words', { further: { fps: 'fast' } }, { framesPerSecond: 24 }, []],
  ['a frame rate that is not known', { further: { fps: 50 } }, {}, []],
  ['no sound', { generateAudio: true }, { audioCodec: null }, ['no_sound']],
  ['no sound, and none was asked for', { generateAudio: false }, { audioCodec: null }, []],
  ['silence', {}, { checks: { ...fine, peakDecibels: -75 } }, ['silent']],
  ['sound that was not measured', {}, { checks: { ...fine, peakDecibels: null } }, []],
  [
    'black and still pictures',
    {},
    { checks: { ...fine, blackMs: 700, frozenMs: 1400 } },
    ['black', 'frozen']
  ],
  ['a variable frame rate', {}, { traits: ['variable_frame_rate'] }, ['variable_frame_rate']],
  ['no file', {}, { state: 'missing', durationMs: 1 }, []]
] as const)('finds in a clip with %s', (_what, asked, got, expected) => {
  const request = GenerationRequest.parse({
    modelId: 'veo-3.1',
    prompt: 'A boat',
    aspectRatio: '16:9',
    durationSeconds: 8,
    ...asked
  })
  const videos = [{ ...file, ...got } as unknown as VideoView]
  expect(differencesOf({ request, videos })).toEqual(expected)
})
