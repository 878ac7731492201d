import { expect, it } from 'vitest'
import { aspectWords } from './aspect-words'

it.each([
  [1280 / 720, '16:9'],
  [1280 / 704, '16:9'],
  [1920 / 1088, '16:9'],
  [720 / 1280, '9:16'],
  [1, '1:1'],
  [2.39, '21:9'],
  [1.85, '1.85:1'],
  [1.5, '1.5:1']
])('names the shape %d %s', (shape, words) => {
  expect(aspectWords(shape)).toBe(words)
})
