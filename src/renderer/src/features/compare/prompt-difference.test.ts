import { expect, it } from 'vitest'
import { promptDifference } from './prompt-difference'

const marked = (before: string, after: string): string =>
  promptDifference(before, after)
    .map(({ text, kind }) => ({ same: text, added: `[+${text}]`, removed: `[-${text}]` })[kind])
    .join('')

it('marks whole words that differ', () => {
  expect(marked('A red boat, slow push', 'A blue boat, slow push')).toBe('A [-red][+blue] boat, slow push')
  expect(marked('A boat', 'A boat')).toBe('A boat')
})

it('marks words of scripts without spaces', () => {
  expect(marked('東京の路地裏', '大阪の路地裏')).toBe('[-東京][+大阪]の路地裏')
})

it('stays quick for the longest prompts that share nothing', () => {
  const words = (letter: string): string => Array.from({ length: 900 }, (_, n) => `${letter}${n}`).join(' ')
  expect(promptDifference(words('a'), words('b')).some(({ kind }) => kind === 'added')).toBe(true)
})
