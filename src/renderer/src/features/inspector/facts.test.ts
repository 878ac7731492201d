import { expect, it } from 'vitest'
import type { VideoState } from '@shared/generation'
import { fakeGeneration, fakeVideo } from '$lib/api/fake-rows'
import { factsOf, whyNotPlayed } from './facts'

const values = (...args: Parameters<typeof factsOf>): Record<string, string> =>
  Object.fromEntries(factsOf(...args).map(({ name, value }) => [name, value]))

it('sets what was asked beside what was got', () => {
  expect(values(fakeGeneration({ chargedMicrodollars: 1_920_000 }))).toMatchObject({
    'Safe on disk': 'Verified · 17.9 MB',
    Model: 'Veo 3.1 Fast',
    'Asked / got': '8 s 16:9 / 8.00 s, 1280 × 720, 24 fps',
    Sound: 'AAC stereo, 48 kHz',
    Charged: '$1.92',
    'SHA-256': 'abababababababab…'
  })
})

it('never claims a cost, a sound or a file that is not known', () => {
  expect(values(fakeGeneration({ state: 'queued' }))).toMatchObject({ Charged: 'Not sent yet' })
  expect(values(fakeGeneration({ state: 'processing' }))).toMatchObject({
    'Asked / got': '8 s 16:9 / –',
    Charged: 'Not known'
  })
  expect(values(fakeGeneration({ videos: [fakeVideo({ audioCodec: null })] }))).toMatchObject({
    Sound: 'None'
  })
})

it('says “safe on disk” only of a file that is', () => {
  const diskFact = (state: VideoState): unknown =>
    factsOf(fakeGeneration({ videos: [fakeVideo({ state })] })).map(
      ({ name, value }) => `${name}: ${value}`
    )[0]
  expect((['missing', 'changed', 'pending', 'refused'] as const).map(diskFact)).toEqual([
    'File: Missing',
    'File: Changed since it was saved',
    'File: Not yet',
    'File: Not saved'
  ])
})

it.each([
  [
    { videoCodec: 'hevc' },
    'This file cannot be played here. Its video is HEVC (H.265); other programs may play it.'
  ],
  [
    { videoCodec: 'prores' },
    'This file cannot be played here. Its video is prores; other programs may play it.'
  ],
  [{ videoCodec: 'unknown' }, 'This file cannot be played here.'],
  [{ videoCodec: null }, 'This file cannot be played here.'],
  [{ videoCodec: 'avc', state: 'changed' }, 'This file cannot be played here.']
] as const)('D06: says of a file with %j why it is not played', (changes, sentence) => {
  expect(whyNotPlayed(fakeVideo(changes))).toBe(sentence)
})
