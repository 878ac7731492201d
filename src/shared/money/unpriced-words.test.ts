import { expect, test } from 'vitest'
import { findModel } from '../catalogue/models'
import { rateWords, unpricedSentence } from './unpriced-words'

test('describes requests without a price, without guessing a length', () => {
  const unpriced = [{ modelId: 'veo3' }, { modelId: 'veo3' }, { modelId: 'mine' }]
  expect(unpricedSentence(unpriced, 5, findModel)).toBe(
    'No price for 3 clips: Veo 3 charges $0.83 per second and picks the length; mine.'
  )
  expect(unpricedSentence([{ modelId: 'veo3' }], 1, findModel)).toBe(
    'No price for this clip: Veo 3 charges $0.83 per second and picks the length.'
  )
})

test('uses the rate of the requested resolution', () => {
  const wan = findModel('wan2.7-t2v')
  expect([rateWords(wan, '1080p'), rateWords(wan, undefined)]).toEqual([
    '$0.15 per second',
    '$0.10 per second'
  ])
  expect(rateWords(findModel('wan2.6-t2v'), '720p')).toBe('$0.50 per clip')
  expect(rateWords(undefined, undefined)).toBeNull()
})
