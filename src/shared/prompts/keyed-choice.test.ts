import { expect, test } from 'vitest'
import { planBatch } from '../batch/batch-plan'
import { findModel } from '../catalogue/models'
import { parsePromptTable } from '../lists/prompt-table'
import { keyedChoice } from './keyed-choice'
import { promptNotes } from './prompt-notes'

test.each([
  '{shot: wide | slow}',
  '{shot: wide, camera: slow | fast}',
  '{\n  shot: wide | slow,\n  light: {dawn | dusk}\n}',
  '{scene = wide | slow}',
  '{Style: noir | pop}'
])('finds %s', (prompt) => {
  expect(keyedChoice(`a film, ${prompt}`)).toBe(prompt)
})

test.each([
  '{16:9|9:16} frame',
  '{8:00|9:00} clock',
  '{https://a|b}',
  '{red|blue} car',
  '{Anna: "Run!" | Bert: "Stop!"}',
  '{"shot": "wide | slow"}',
  'shot: wide | slow',
  String.raw`\{shot: wide \| slow\}`
])('ignores %s', (prompt) => {
  expect(keyedChoice(prompt)).toBeNull()
})

test('warns about such a choice before sending, with its line', () => {
  const words = '“{shot: wide | slow}” looks like JSON, but its | makes several prompts.'
  expect(promptNotes('{shot: wide | slow}', null)).toContainEqual({ text: words, isWarning: true })
  const plan = (prompt: string, list: string | null): unknown => {
    const table = list === null ? null : parsePromptTable(list, 'lines')
    const planned = planBatch(
      { prompt, requests: [{ modelId: 'veo-3.1-fast' }], takes: 1, table: table?.ok ? table.value : null },
      { findModel, priceOf: () => null }
    )
    return planned.ok && planned.value.doubts
  }
  expect(plan('{shot: wide | slow}', null)).toEqual([words])
  expect(plan('', 'a boat\n{shot: wide | slow}')).toEqual([`Line 2: ${words}`])
  expect(plan('a {red|blue} car', null)).toEqual([])
})
