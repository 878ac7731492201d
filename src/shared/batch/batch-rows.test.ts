import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { writtenDay } from '../local-day'
import { planBatch, type BatchDraft, type BatchKnowledge } from './batch-plan'
import { sendingProblem } from '../catalogue/check-request'
import { findModel, models } from '../catalogue/models'
import { initialRequest } from '../catalogue/request-body'
import { parsePromptTable, type TableFormat } from '../lists/prompt-table'
import { guessTableFormat } from '../lists/table-format'
import type { GenerationRequest } from '../request'

const settings = (id: string): Omit<GenerationRequest, 'prompt'> => initialRequest(findModel(id)!)
const knowledge: BatchKnowledge = {
  findModel,
  modelNamed: (name) => models.find(({ id, name: called }) => id === name || called === name),
  priceOf: () => ({ about: 1, most: 1 })
}
const veo = settings('veo-3.1-fast')

const table = (text: string, format?: TableFormat): BatchDraft['table'] => {
  const read = parsePromptTable(text, format ?? guessTableFormat(text, ''))
  if (!read.ok) throw new Error(read.error.message)
  return read.value
}

/** The prompt of each request, and what its row or variation changed. */
function sent(change: Partial<BatchDraft>, shown: (request: GenerationRequest) => unknown): unknown {
  const plan = planBatch({ prompt: '', requests: [veo], takes: 1, table: null, ...change }, knowledge)
  return plan.ok
    ? plan.value.requests.map(({ request }) => shown(request))
    : plan.error.map(({ problem }) => [problem.field, problem.message])
}
const prompts = ({ prompt }: GenerationRequest): string => prompt
const negatives = ({ prompt, negativePrompt }: GenerationRequest): unknown => [prompt, negativePrompt]

test('sends a JSON prompt as typed, as one request', () => {
  const json = '{"shot":"wide | slow dolly-in","subject":"a paper boat","audio":"rain | far tram"}'
  expect(sent({ prompt: json }, prompts)).toEqual([json])
  const spread = JSON.stringify(JSON.parse(json), null, 2)
  expect(sent({ prompt: spread }, prompts)).toEqual([spread])
})

test('escapes a cell inserted into JSON', () => {
  const rows = table('city\n"Rome, ""Roma"" {a|b}"\nOslo', 'comma')
  expect(sent({ prompt: '{"place": "{city}", "shot": "wide | slow"}', table: rows }, prompts)).toEqual([
    String.raw`{"place": "Rome, \"Roma\" {a|b}", "shot": "wide | slow"}`,
    '{"place": "Oslo", "shot": "wide | slow"}'
  ])
})

test('does not let braces in a cell change the prompt around it', () => {
  const rows = table('x\n__wild__\n{2$$a|b}\n"{""a"": 1}"', 'comma')
  expect(sent({ prompt: '{x} {1|2}', table: rows }, prompts)).toEqual([
    '__wild__ 1',
    '__wild__ 2',
    '{2$$a|b} 1',
    '{2$$a|b} 2',
    '{"a": 1} 1',
    '{"a": 1} 2'
  ])
})

test.each(['\u200B', '\u3164\u3164', '\u2800', '\uFEFF\u00AD', '{\u200B|\u2800}'])(
  'treats an invisible prompt as empty: %j',
  (prompt) => {
    expect(sent({ prompt }, prompts)).toEqual([['prompt', 'A prompt is empty.']])
    expect(sendingProblem({ ...veo, prompt: '\u200B' }, findModel('veo-3.1-fast'))?.message).toBe(
      'The prompt is empty.'
    )
  }
)

describe('a negative prompt', () => {
  test('can have variations', () => {
    const requests = [{ ...veo, negativePrompt: '{text|logo}, blur' }]
    expect(sent({ prompt: 'a {red|blue} car', requests }, negatives)).toEqual([
      ['a red car', 'text, blur'],
      ['a red car', 'logo, blur'],
      ['a blue car', 'text, blur'],
      ['a blue car', 'logo, blur']
    ])
    expect(sent({ prompt: 'a', requests: [{ ...veo, negativePrompt: '{|text}' }] }, negatives)).toEqual([
      ['a', undefined],
      ['a', 'text']
    ])
  })

  test('can use the variables of its row', () => {
    const requests = [{ ...veo, negativePrompt: 'no {city} signs' }]
    expect(
      sent({ prompt: 'in {city}', requests, table: table('city\nOslo\nLima', 'comma') }, negatives)
    ).toEqual([
      ['in Oslo', 'no Oslo signs'],
      ['in Lima', 'no Lima signs']
    ])
  })

  test('reports its own errors', () => {
    const rows = table('city\nOslo', 'comma')
    const wrong = (negativePrompt: string, with_: BatchDraft['table'] = null): unknown =>
      sent(
        { prompt: with_ ? '{city}' : 'a', requests: [{ ...veo, negativePrompt }], table: with_ },
        negatives
      )
    expect(wrong('{town}', rows)).toEqual([
      ['negativePrompt', 'The table has no column “town”; it has city.']
    ])
    expect(wrong('{a|b')).toEqual([['negativePrompt', 'The { at character 1 is never closed.']])
    expect(wrong('{a|b}'.repeat(7))).toEqual([['prompt', 'That makes 128 clips. The limit is 64.']])
  })

  test('is sent as typed when it is JSON or a template of another tool', () => {
    for (const negativePrompt of ['{"a": "b|c"}', '{2$$a|b}']) {
      expect(sent({ prompt: 'a', requests: [{ ...veo, negativePrompt }] }, negatives)).toEqual([
        ['a', negativePrompt]
      ])
    }
  })
})

describe('settings in columns', () => {
  const row = ({ prompt: _, ...request }: GenerationRequest): unknown => request

  test('apply to their row, in common spellings', () => {
    const rows = table(
      'prompt\tDuration (s)\taspect-ratio\tnegative_prompt\tModel\tAudio\n' +
        'a\t4 s\t9x16\t{text|logo}\tveo-3.1-fast\tno\n' +
        'b\t\t\t\t\t\n' +
        'c\t6\tportrait\t\tVeo 3.1\tyes'
    )
    const veo31 = settings('veo-3.1')
    expect(sent({ table: rows }, row)).toEqual([
      {
        ...veo,
        durationSeconds: 4,
        aspectRatio: '9:16',
        negativePrompt: '{text|logo}',
        generateAudio: false
      },
      veo,
      { ...veo31, durationSeconds: 6, aspectRatio: '9:16', generateAudio: true }
    ])
  })

  test('set the number of takes and only fields of the model', () => {
    expect(sent({ table: table('prompt,takes,seed\na,3,7\nb,,8') }, prompts)).toEqual(['a', 'a', 'a', 'b'])
    // A column of numbers called “take” names the rows.
    expect(sent({ table: table('prompt,take\na,1\na,2\na,3') }, prompts)).toEqual(['a', 'a', 'a'])
    const open = { ...findModel('veo-3.1-fast')!, id: 'house-model', isOpen: true }
    const plan = planBatch(
      { prompt: '', requests: [{ modelId: open.id }], takes: 1, table: table('prompt,seed,flag\na,7,x') },
      { ...knowledge, findModel: () => open, modelNamed: () => undefined }
    )
    expect(plan.ok && plan.value.requests[0]?.request).toEqual({
      modelId: 'house-model',
      prompt: 'a',
      further: { seed: 7 }
    })
  })

  test.each([
    ['prompt,duration\na,4\nb,12', 'Line 3: Veo 3.1 Fast doesn’t make 12-second clips. Pick 4, 6 or 8.'],
    ['prompt,duration\na,long', 'Line 2: “long” is no duration. Write whole seconds, like 8.'],
    ['prompt,duration\na,4.5', 'Line 2: “4.5” is no duration. Write whole seconds, like 8.'],
    ['prompt,model\na,veo-9', 'Line 2: There’s no model called “veo-9”.'],
    ['prompt,model\na,sora-2', `Line 2: Sora 2 was switched off on ${writtenDay('2026-09-24')}.`],
    ['prompt,audio\na,maybe\nb,yes', 'Line 2: “maybe” is neither yes nor no.'],
    ['prompt,takes\na,9', 'Line 2: Takes are a whole number from 1 to 8.'],
    ['prompt,aspect_ratio\na,4:3', 'Line 2: Veo 3.1 Fast doesn’t make 4:3 clips. Pick 16:9 or 9:16.']
  ])('are rejected with their line: %j', (text, message) => {
    expect(sent({ table: table(text) }, row)).toEqual([['table', message]])
  })

  test('treats a column used in the prompt as text', () => {
    const rows = table('duration\n4\n6', 'comma')
    expect(
      sent({ prompt: 'for {duration} hours', table: rows }, ({ prompt, durationSeconds }) => [
        prompt,
        durationSeconds
      ])
    ).toEqual([
      ['for 4 hours', 8],
      ['for 6 hours', 8]
    ])
  })
})

test('warns about unreadable characters, with their lines', () => {
  const plan = planBatch(
    { prompt: '', requests: [veo], takes: 2, table: table('a\nUn caf\uFFFD\n\uFFFD', 'lines') },
    knowledge
  )
  expect(plan.ok && plan.value.doubts).toEqual([
    'Line 2 and 1 more holds “\uFFFD”: letters that could not be read.'
  ])
})

test('makes one request per variation of a row, for any cells', () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', '{', '}', '|', '"', ':', '\\', '_', '$', '[', ']', '2')
  })
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
      const rows = cells.map((one, index) => ({ line: index + 2, cells: [`x${one}`] }))
      const plan = planBatch(
        { prompt: '{c} {1|2}', requests: [veo], takes: 1, table: { kind: 'columns', columns: ['c'], rows } },
        knowledge
      )
      const expected = cells.flatMap((one) => [`x${one} 1`, `x${one} 2`])
      expect(plan.ok && plan.value.requests.map(({ request }) => request.prompt)).toEqual(expected)
    }),
    { numRuns: 300 }
  )
})
