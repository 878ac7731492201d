import { expect, it } from 'vitest'
import { fakeGeneration, fakeVideo } from '$lib/api/fake-rows'
import { differenceWords } from './difference-words'

it('says which frame rate was requested where another came', () => {
  const request = { modelId: 'ltx-2-pro-t2v', prompt: 'a boat', further: { fps: 50 } }
  const of = (framesPerSecond: number): readonly string[] =>
    differenceWords(fakeGeneration({ request, videos: [fakeVideo({ framesPerSecond })] }))
  expect(of(25)).toEqual(['Requested 50 fps'])
  expect(of(49.95)).toEqual([])
})
