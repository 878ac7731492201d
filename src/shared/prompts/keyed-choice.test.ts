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
  '{Style: noir | pop}',
  '{「shot」：「wide | slow」}',
  '{‹shot›: ‹wide | slow›}',
  '{‹shot›: wide | slow}',
  '{"shot"="wide | slow"}',
  '{"shot" => "wide | slow"}',
  '{"shot" => wide | slow}',
  '{镜头："宽 | 慢"}',
  '{镜头：宽 | 慢}',
  '{shot=wide | slow}',
  '{1: "a|b"}',
  '{1: wide | slow}',
  '{\u200B"shot": "a | b"}',
  '{\u200Bshot: a | b}',
  '{&ldquo;shot&rdquo;: &ldquo;wide | slow&rdquo;}',
  '{"wide | slow"}',
  '{“wide | slow”}',
  '{„wide | slow“}',
  "{'wide | slow'}",
  '{`wide | slow`}',
  '{a film in "wide | slow" shots}',
  '{a "wide | slow" shot|a still}'
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
  '{"red"|"blue"} car',
  '{“Run!”|“Stop!”}',
  '"a {red|blue} car"',
  "'a {red|blue} car', she says",
  '{"a {red|blue} car"|a boat}',
  "{it's red|it's blue}",
  "{the dogs' toy|the cats' toy}",
  "{'tis red|'tis blue}",
  '{5" screen|6" screen}',
  "{5' tall|6' tall} man",
  '{rock ’n’ roll|drum ’n’ bass}',
  '{a=b|c=d}',
  '{1: wide|2: slow}',
  'shot: wide | slow',
  String.raw`\{shot: wide \| slow\}`
])('ignores %s', (prompt) => {
  expect(keyedChoice(prompt)).toBeNull()
})

test('reads any text in reasonable time', () => {
  for (const piece of ['{"', '{a|"', '"|', '‹a|', "{'a|b}", '{a:|', '“”', '|', '«'])
    keyedChoice(`{${piece.repeat(20_000)}|}`)
})

test('asks about the negative prompt too, and says that it is there', () => {
  const planned = planBatch(
    {
      prompt: 'a boat',
      requests: [
        { modelId: 'veo-3.1-fast', negativePrompt: '{"text | logo"}' },
        { modelId: 'veo-3.1', negativePrompt: '{"text | logo"}' }
      ],
      takes: 1,
      table: null
    },
    { findModel, priceOf: () => null }
  )
  expect(planned.ok && planned.value.doubts).toEqual([
    'Negative prompt: “{"text | logo"}” has a | in quotes, and it makes several prompts.'
  ])
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
