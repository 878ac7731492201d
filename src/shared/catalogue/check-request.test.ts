import { expect, test } from 'vitest'
import { writtenDay } from '../local-day'
import type { GenerationRequest } from '../request'
import { checkRequest, withdrawal } from './check-request'
import { findModel, models } from './models'
import { initialRequest } from './request-body'

const refused = (id: string, change: Partial<GenerationRequest>): unknown => {
  const model = findModel(id)!
  const checked = checkRequest({ ...initialRequest(model), prompt: 'a boat', ...change }, model)
  return checked.ok ? null : [checked.error.field, checked.error.message]
}

test.each([
  [{ durationSeconds: 12 }, 'durationSeconds', 'Veo 3.1 Fast doesn’t make 12-second clips. Pick 4, 6 or 8.'],
  [{ aspectRatio: '1:1' }, 'aspectRatio', 'Veo 3.1 Fast doesn’t make 1:1 clips. Pick 16:9 or 9:16.'],
  [{ resolution: '4k' }, 'resolution', 'Veo 3.1 Fast doesn’t take the resolution 4k. Leave it out.'],
  [{ further: { fps: 25 } }, 'further.fps', 'Veo 3.1 Fast doesn’t take the field fps.'],
  [{ further: { constructor: 1 } }, 'further.constructor', 'Veo 3.1 Fast doesn’t take the field constructor.']
])('rejects %j at its field', (change, field, message) => {
  expect(refused('veo-3.1-fast', change)).toEqual([field, message])
})

test('rejects each kind of field that a model lacks', () => {
  expect(refused('Hailuo-02-t2v', { generateAudio: true })).toEqual([
    'generateAudio',
    'Hailuo 02 has no “Audio” switch.'
  ])
  expect(refused('Hailuo-02-t2v', { enhancePrompt: false })).toEqual([
    'enhancePrompt',
    'Hailuo 02 has no “Enhance prompt” switch.'
  ])
  expect(refused('Hailuo-02-t2v', { negativePrompt: 'rain' })).toEqual([
    'negativePrompt',
    'Hailuo 02 takes no negative prompt.'
  ])
  expect(refused('Hailuo-02-t2v', { negativePrompt: '  ' })).toBeNull()
  expect(refused('wan2.6-t2v', { durationSeconds: 10 })).toEqual([
    'durationSeconds',
    'Wan 2.6 doesn’t make 10-second clips. Only 5 works.'
  ])
})

test('checks further fields by type', () => {
  expect(refused('ltx-2-pro-t2v', { further: { fps: 24 } })).toEqual([
    'further.fps',
    'Frames per second is one of 25, 50.'
  ])
  expect(refused('seedance-t2v', { further: { camera_fixed: 'yes' } })).toEqual([
    'further.camera_fixed',
    'Fixed camera is on or off.'
  ])
  expect(refused('wan2.5-t2v', { further: { init_audio: 'track.mp3' } })).toEqual([
    'further.init_audio',
    'Sound track is an address that starts with https://.'
  ])
})

test('reports since when a model is withdrawn', () => {
  const gone = models.flatMap((model) => withdrawal(model) ?? [])
  expect(gone.map(({ message }) => message)).toEqual([
    `Sora 2 was switched off on ${writtenDay('2026-09-24')}.`,
    `Sora 2 Pro was switched off on ${writtenDay('2026-09-24')}.`
  ])
})
