import { expect, it } from 'vitest'
import { batchTitle } from './batch-title'
import { expandVariations } from '../prompts/variations'

function titleOf(prompt: string, picksAfter: readonly string[] = []): string {
  const expanded = expandVariations(prompt, 64)
  if (!expanded.ok) throw new Error(expanded.error.message)
  return batchTitle(
    expanded.value.map(({ text, picks }) => ({ prompt: text, variation: [...picks, ...picksAfter] }))
  )
}

it.each([
  ['A lighthouse'],
  ['A lighthouse at {dawn|noon|dusk}'],
  ['{red|blue} car at {dawn|dusk}, wide'],
  ['a boat at {a|b}'],
  ['{|very }old lighthouse']
])('is the prompt as it was written: %s', (prompt) => {
  expect(titleOf(prompt)).toBe(prompt)
})

it('does not look for picks of the negative prompt', () => {
  expect(titleOf('A lighthouse at {dawn|dusk}', ['text'])).toBe('A lighthouse at {dawn|dusk}')
})

it('names the first of different prompts', () => {
  const clip = (prompt: string) => ({ prompt, variation: [] })
  expect(batchTitle([clip('a boat'), clip('a boat'), clip('a car'), clip('a gull')])).toBe(
    'a boat + 2 more prompts'
  )
  expect(batchTitle([clip('a boat'), clip('a car')])).toBe('a boat + 1 more prompt')
  expect(batchTitle([])).toBe('')
})
