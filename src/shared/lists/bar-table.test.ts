import { describe, expect, test } from 'vitest'
import { planBatch } from '../batch/batch-plan'
import { findModel } from '../catalogue/models'
import { parsePromptTable, type TableReading } from './prompt-table'
import { guessTableFormat } from './table-format'

/** The prompts to send with their durations, and the lines that are left out. */
function read(text: string, reading: TableReading = {}): unknown {
  const { prompt = '' } = reading
  const table = parsePromptTable(text, guessTableFormat(text, prompt), reading)
  if (!table.ok) return table.error.message
  const requests = [{ modelId: 'veo-3.1-fast' }]
  const plan = planBatch(
    { prompt, requests, takes: 1, table: table.value },
    { findModel, priceOf: () => null }
  )
  if (!plan.ok) return plan.error.map(({ problem }) => problem.message)
  return {
    sent: plan.value.requests.map(({ request }) => [request.prompt, request.durationSeconds]),
    leftOut: (table.value.leftOut ?? []).map(({ line, doubt }) => [line, doubt])
  }
}

test('reads the rows of a Markdown table and leaves out the text around it', () => {
  const table = [
    'Here are your prompts:',
    '',
    '| # | **Prompt** | Duration |',
    '|:--|:-:|--:|',
    '| 1 | A gull lands | 8s |',
    String.raw`| 2 | A rope \| a knot | 6 sec |`,
    '',
    'Those are all shots of the film.'
  ].join('\n')
  const sent = [
    ['A gull lands', 8],
    ['A rope | a knot', 6]
  ]
  expect(read(table)).toEqual({
    sent,
    leftOut: [
      [1, 'chatter'],
      [4, 'rule'],
      [8, 'chatter']
    ]
  })
  expect(read(table, { switched: [8] })).toMatchObject({
    sent: [...sent, ['Those are all shots of the film.', undefined]]
  })
})

test('reads a Markdown table without outer bars and fills in variables', () => {
  expect(read('Shot | Description\n--- | ---\n1 | A gull lands\n2 | A rope')).toMatchObject({
    sent: [
      ['A gull lands', undefined],
      ['A rope', undefined]
    ]
  })
  expect(
    read('| city | sky |\n|---|---|\n| Oslo | snow |\n| Lima | mist |', { prompt: '{city} in {sky}' })
  ).toMatchObject({
    sent: [
      ['Oslo in snow', undefined],
      ['Lima in mist', undefined]
    ]
  })
  expect(read('| city |\n|---|\n| Oslo |')).toEqual([
    'The prompt uses no column, so every row would be the same.'
  ])
})

test('reads columns separated by bars without a rule line', () => {
  expect(read('sep=|\nprompt|duration\nA boat|8')).toMatchObject({ sent: [['A boat', 8]] })
  expect(read('prompt|duration\nA boat|8\nA car|6')).toMatchObject({
    sent: [
      ['A boat', 8],
      ['A car', 6]
    ]
  })
  expect(read('A | B\nC | D')).toMatchObject({
    sent: [
      ['A | B', undefined],
      ['C | D', undefined]
    ]
  })
})

test('rejects a Markdown row with too many cells, with its line', () => {
  expect(read('| # | Prompt |\n|---|---|\n| 1 | A gull | lands |')).toBe(
    'Line 3 has 3 columns; the header has 2.'
  )
  expect(read('| # | Prompt |\n|---|---|\n| 1 |\n| 2 | A rope |')).toMatchObject({
    sent: [['A rope', undefined]],
    leftOut: [
      [2, 'rule'],
      [3, 'empty_cell']
    ]
  })
})

test.each(['Prompts', 'Video prompt', 'Text', 'Description', 'Beschreibung', 'Prompt (EN)', 'プロンプト'])(
  'reads a column called “%s” as prompts',
  (name) => {
    expect(read(`Nr;${name};Seconds\n1;A gull;8`)).toMatchObject({ sent: [['A gull', 8]] })
    expect(read(`${name},Seconds\n"A gull, white",8`)).toMatchObject({ sent: [['A gull, white', 8]] })
  }
)

test('treats a first line “prompts” as a heading, and other text as a prompt', () => {
  expect(read('Prompts\nA gull\nA rope')).toMatchObject({
    sent: [
      ['A gull', undefined],
      ['A rope', undefined]
    ]
  })
  expect(read('Text, a gull and a rope\nA car')).toMatchObject({
    sent: [
      ['Text, a gull and a rope', undefined],
      ['A car', undefined]
    ]
  })
})

test.each(['Dauer', 'Durée (s)', 'Duración', '时长', 'Clip length'])(
  'reads a column called “%s” as the duration',
  (name) => {
    expect(read(`prompt;${name}\nA gull;6 s`)).toMatchObject({ sent: [['A gull', 6]] })
  }
)

test.each(['16x9', '16 : 9', '1920x1080', '1280 × 720', 'Landscape'])(
  'reads “%s” as the aspect ratio 16:9',
  (cell) => {
    const table = parsePromptTable(`prompt;Seitenverhältnis\nA gull;${cell}`, 'semicolon')
    const draft = { prompt: '', requests: [{ modelId: 'veo-3.1-fast' }], takes: 1 }
    const plan = table.ok && planBatch({ ...draft, table: table.value }, { findModel, priceOf: () => null })
    expect(plan && plan.ok && plan.value.requests[0]?.request.aspectRatio).toBe('16:9')
  }
)

describe('a drawn table', () => {
  const sent = [
    ['A gull lands', 8],
    ['A rope | a knot', 6]
  ]

  test.each([
    [
      'with lines',
      '┌────────┬─────┐\n│ Prompt │ Len │\n├────────┼─────┤\n│ A gull lands │ 8 │\n│ A rope | a knot │ 6 │\n└──┴──┘'
    ],
    [
      'with double lines',
      '╔════╦════╗\n║ Prompt ║ Duration ║\n╠════╬════╣\n║ A gull lands ║ 8 ║\n║ A rope | a knot ║ 6 ║\n╚════╩════╝'
    ],
    ['without a rule', '│ Prompt │ Duration │\n│ A gull lands │ 8 │\n│ A rope | a knot │ 6 │'],
    [
      'in a box',
      '┌────┬────┐\n│ Prompt │ Duration │\n│ A gull lands │ 8 │\n│ A rope | a knot │ 6 │\n└────┴────┘'
    ],
    [
      'in plus signs',
      '+----+----+\n| Prompt | Duration |\n+====+====+\n| A gull lands | 8 |\n| A rope \\| a knot | 6 |\n+----+----+'
    ],
    ['of a database', ' Prompt | Duration \n-----+----\n A gull lands | 8\n A rope \\| a knot | 6\n(2 rows)'],
    ['with wide bars', '｜ Prompt ｜ Duration ｜\n｜ A gull lands ｜ 8 ｜\n｜ A rope | a knot ｜ 6 ｜'],
    ['with bars alone', '| Prompt | Duration |\n| A gull lands | 8 |\n| A rope \\| a knot | 6 |']
  ])('is read: %s', (_, text) => {
    expect(guessTableFormat(text, '')).toBe('bar')
    expect(read(text.replace('Len', 'Length'))).toMatchObject({ sent })
  })

  test('joins the lines of a cell where rules part the rows', () => {
    const rule = '├────┼────┤'
    const text = ['│ # │ Prompt │', rule, '│ 1 │ A gull │', '│ │ lands │', rule, '│ 2 │ A rope │'].join('\n')
    expect(read(text)).toMatchObject({
      sent: [
        ['A gull lands', undefined],
        ['A rope', undefined]
      ]
    })
  })

  test('is none where bars are in a list', () => {
    expect(read('A ｜ B\nC │ D')).toMatchObject({
      sent: [
        ['A ｜ B', undefined],
        ['C │ D', undefined]
      ]
    })
  })

  test('can have a title', () => {
    expect(read('My shots\n| Prompt | Duration |\n| A gull | 8 |')).toEqual({
      sent: [['A gull', 8]],
      leftOut: [[1, 'chatter']]
    })
  })
})

describe('a storyboard', () => {
  test('does not use an audio column that says what is heard', () => {
    const text = [
      '| # | Visual | Audio | Length |',
      '|---|---|---|---|',
      '| 1 | A gull lands | Waves, a cry | 8 сек |',
      '| 2 | A rope | - | n/a |',
      '| 3 | A knot | Wind | ８秒 |'
    ].join('\n')
    expect(read(text)).toMatchObject({
      sent: [
        ['A gull lands', 8],
        ['A rope', undefined],
        ['A knot', 8]
      ]
    })
  })

  test('rejects a cell that is neither yes nor no in a column of both', () => {
    expect(read('prompt;audio\nA gull;yes\nA rope;waves')).toEqual(['Line 3: “waves” is neither yes nor no.'])
  })
})

test.each(['8', '8s', '8 сек', '8 Sek.', '8秒', '８', '8 segundos', '0:08', '8.0', '8″'])(
  'reads “%s” as eight seconds',
  (cell) => {
    expect(read(`prompt;duration\nA gull;${cell}`)).toMatchObject({ sent: [['A gull', 8]] })
  }
)

test.each(['-', '–', 'n/a', 'TBD'])('sets nothing with the cell “%s”', (cell) => {
  expect(read(`prompt;duration;negative_prompt\nA gull;${cell};${cell}`)).toMatchObject({
    sent: [['A gull', undefined]]
  })
})

test('rejects part of a second', () => {
  expect(read('prompt;duration\nA gull;7.5')).toEqual([
    'Line 2: “7.5” is no duration. Write whole seconds, like 8.'
  ])
})
