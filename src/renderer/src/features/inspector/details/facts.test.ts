import { expect, it } from 'vitest'
import { placeAlone } from '@shared/batch/batch-place'
import type { VideoState, VideoView } from '@shared/generation'
import { fakeGeneration, fakeVideo } from '$lib/api/fake-rows'
import { whyNotPlayed, whyNotShown } from '$lib/utils/words/file-words'
import { factsOf, fileDetails } from './facts'

const values = (...args: Parameters<typeof factsOf>): Record<string, string> =>
  Object.fromEntries(factsOf(...args).map(({ name, value }) => [name, value]))

it('shows what the file is, and what was requested only where it differs', () => {
  expect(values(fakeGeneration({ chargedMicrodollars: 1_920_000 }))).toMatchObject({
    File: '17.9 MB, verified',
    Model: 'Veo 3.1 Fast',
    Video: '8.00 s, 1280 × 720, 24 fps',
    Sound: 'AAC stereo, 48 kHz, peak −12 dB',
    Cost: '$1.92'
  })
  const same = Object.keys(values(fakeGeneration()))
  expect(['Requested', 'Differs'].filter((name) => same.includes(name))).toEqual([])
  const videos = [fakeVideo({ durationMs: 5000, checks: { peakDecibels: -80, blackMs: 700, frozenMs: 0 } })]
  expect(values(fakeGeneration({ videos }))).toMatchObject({
    Differs: 'Requested 8 s · Silent · Black for 0.7 s'
  })
})

it('identifies the file and the request for whoever looks for them elsewhere', () => {
  expect(fileDetails(fakeGeneration({ remoteId: '176' }))).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'SHA-256', value: 'abababababababab…' }),
      { name: 'ID', value: '176' }
    ])
  )
})

it('shows cost, sound and file as unknown until they are known', () => {
  expect(values(fakeGeneration({ state: 'queued' }))).toMatchObject({ Cost: 'Not sent yet' })
  expect(values(fakeGeneration({ state: 'processing' }))).toMatchObject({
    Requested: '8 s 16:9',
    Cost: 'Not known'
  })
  expect(values(fakeGeneration({ videos: [fakeVideo({ audioCodec: null })] }))).toMatchObject({
    Sound: 'None'
  })
})

it('shows the place in the batch', () => {
  const place = {
    ...placeAlone,
    variation: ['dusk', ''],
    row: { line: 2, cells: [{ column: 'city', text: 'Rome' }] },
    take: 2,
    takes: 4,
    shot: '1A'
  }
  expect(values(fakeGeneration({ place }))).toMatchObject({
    Shot: '1A',
    Variation: 'dusk',
    Row: 'city: Rome',
    Take: '2 of 4'
  })
  expect(Object.keys(values(fakeGeneration({ place: placeAlone })))).toEqual(
    Object.keys(values(fakeGeneration()))
  )
})

it('shows “safe on disk” only for a verified file', () => {
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
  [{ videoCodec: 'hevc' }, 'This file can’t be played here. Its video is HEVC; other programs may play it.'],
  [
    { videoCodec: 'prores' },
    'This file can’t be played here. Its video is ProRes; other programs may play it.'
  ],
  [{ videoCodec: 'unknown' }, 'This file can’t be played here.'],
  [{ videoCodec: null }, 'This file can’t be played here.'],
  [{ videoCodec: 'avc', state: 'changed' }, 'This file can’t be played here.']
] as const)('explains why a file with %j cannot be played [D06]', (changes, sentence) => {
  expect(whyNotPlayed(fakeVideo(changes))).toBe(sentence)
})

it('names an unusual file format and the editors that need a converted copy', () => {
  const of = (fileName: string, traits: VideoView['traits'] = []): Record<string, string> =>
    values(fakeGeneration({ videos: [fakeVideo({ fileName, traits })] }))
  expect(of('a.mp4')).not.toHaveProperty('Format')
  expect(of('a.mp4', ['unusual'])).toMatchObject({
    Format: 'MP4, unusual file',
    File: '17.9 MB, verified'
  })
  expect(of('a.mov')).toMatchObject({ Format: 'QuickTime' })
  expect(of('a.webm')).toMatchObject({
    Format: 'WebM',
    Editors:
      'Kdenlive, Shotcut and Blender open WebM; Premiere Pro and Final Cut Pro need an MP4 or MOV copy.'
  })
})

it('describes the file, and does not call an unchecked one verified', () => {
  const of = (traits: VideoView['traits']): Record<string, string> =>
    values(fakeGeneration({ videos: [fakeVideo({ fileName: 'a.mp4', traits })] }))
  expect(of(['content_credentials'])).toMatchObject({
    Origin: 'Carries Content Credentials, kept byte for byte'
  })
  expect(of(['metadata_added'])).toMatchObject({ Metadata: 'Added by another program' })
  expect(of(['unchecked'])).toMatchObject({ File: 'Kept as it arrived, not checked' })
  expect(of(['unchecked'])).not.toHaveProperty('Safe on disk')
})

it.each([
  [{ videoCodec: 'hevc' }, 'Can’t be shown here (HEVC); it drags and exports as usual.'],
  [{ videoCodec: 'mp4v' }, 'Can’t be shown here (MPEG-4 Part 2); it drags and exports as usual.'],
  [{ videoCodec: 'unknown' }, 'Can’t be shown here; it drags and exports as usual.'],
  [{ videoCodec: null, traits: ['unchecked'] }, 'Kept as it arrived. It can’t be checked or shown here.']
] as const)('shows a message in place of the player for a file with %j', (changes, sentence) => {
  expect(
    whyNotShown(fakeVideo({ ...changes, traits: [...('traits' in changes ? changes.traits : [])] }))
  ).toBe(sentence)
})
