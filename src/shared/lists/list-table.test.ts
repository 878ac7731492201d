import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planBatch } from '../batch/batch-plan'
import { hasListMarks } from './list-table'
import { parsePromptTable, type TableFormat, type TableReading } from './prompt-table'
import { guessTableFormat, tableQuestion } from './table-format'

/** The prompts to send, and the lines that are left out. */
function read(text: string, reading: TableReading = {}, format?: TableFormat): unknown {
  const table = parsePromptTable(text, format ?? guessTableFormat(text, reading.prompt ?? ''), reading)
  if (!table.ok) return table.error.message
  const { leftOut = [] } = table.value
  const rows =
    table.value.kind === 'lines'
      ? table.value.rows.map(({ prompt }) => prompt)
      : table.value.rows.map(({ cells }) => cells)
  return { rows, leftOut: leftOut.map(({ line, doubt }) => [line, doubt]) }
}

const assistantList = [
  'Sure! Here are 3 prompts:',
  '# Scene 1: harbour',
  '1. A gull lands on a rope',
  '2) The rope snaps',
  '- Close-up of the knot',
  '---',
  'Prompt 5: "A boat drifts off"',
  '*(end of list)*',
  'Let me know if you want more.'
].join('\n')

describe('a list written by an assistant', () => {
  const leftOut = [
    [1, 'chatter'],
    [2, 'heading'],
    [6, 'rule'],
    [8, 'chatter'],
    [9, 'chatter']
  ]

  test('keeps only its prompts', () => {
    expect(read(assistantList)).toEqual({
      rows: [
        '1. A gull lands on a rope',
        '2) The rope snaps',
        '- Close-up of the knot',
        'Prompt 5: "A boat drifts off"'
      ],
      leftOut
    })
  })

  test('can be read without numbering and bullets', () => {
    expect(hasListMarks(assistantList)).toBe(true)
    expect(read(assistantList, { isCleaned: true })).toEqual({
      rows: ['A gull lands on a rope', 'The rope snaps', 'Close-up of the knot', 'A boat drifts off'],
      leftOut
    })
    expect(hasListMarks('3 boats drift\nA car')).toBe(false)
  })

  test('lets single lines be switched on and off', () => {
    expect(read(assistantList, { switched: [2, 3], isCleaned: true })).toEqual({
      rows: ['# Scene 1: harbour', 'The rope snaps', 'Close-up of the knot', 'A boat drifts off'],
      leftOut: [[1, 'chatter'], [3, 'switched_off'], ...leftOut.slice(2)]
    })
  })
})

test('accepts the line endings of every system', () => {
  expect(read('a\u2028b\u2029c\vd\fe\u0085f\rg\r\nh\ni')).toEqual({
    rows: Array.from('abcdefghi'),
    leftOut: []
  })
  expect(read('a\n\u200B\n\u3164\nb')).toEqual({ rows: ['a', 'b'], leftOut: [] })
})

describe('prompts of several lines', () => {
  const text = 'A harbour at dawn.\nFog.\nA gull.\nSlow pan.\n\nA street at night.\nRain.\nNeon.\nHandheld.'

  test('ask whether to split by paragraph or line', () => {
    expect(tableQuestion(text, '')).toEqual({
      text: '2 paragraphs or 8 lines?',
      choices: [
        { format: 'paragraphs', text: '2 paragraphs' },
        { format: 'lines', text: '8 lines' }
      ]
    })
    expect(read(text)).toEqual({
      rows: ['A harbour at dawn.\nFog.\nA gull.\nSlow pan.', 'A street at night.\nRain.\nNeon.\nHandheld.'],
      leftOut: []
    })
    expect(read(text, {}, 'lines')).toMatchObject({ rows: { length: 8 } })
  })

  test('can have headings and numbers', () => {
    const list = '## Scene 1\n1. A harbour.\nFog.\n\n---\n\n## Scene 2\n2. A street.\nRain.'
    expect(read(list, { isCleaned: true })).toEqual({
      rows: ['A harbour.\nFog.', 'A street.\nRain.'],
      leftOut: [
        [1, 'heading'],
        [5, 'rule'],
        [7, 'heading']
      ]
    })
  })

  test.each(['a\nb\nc', 'a\n\nb\n\nc', '# One\n1. a\n2. b\n\n# Two\n1. c\n2. d', ''])(
    'need no question for %j',
    (list) => {
      expect(tableQuestion(list, '')).toBeNull()
      expect(guessTableFormat(list, '')).toBe('lines')
    }
  )
})

describe('prompts written as labelled fields', () => {
  const boat = 'Subject: a paper boat\nAction: it drifts off\nCamera: slow dolly-in\nAudio: rain'
  const gull = 'Subject: a gull\nAction: it lands\nCamera: handheld'

  test.each([
    ['one', boat, [boat], '1 prompt or 4 lines?'],
    ['two without a blank line', `${boat}\n${gull}`, [boat, gull], '2 prompts or 7 lines?'],
    ['two with blank lines', `${boat}\n\n${gull}`, [boat, gull], '2 prompts or 7 lines?'],
    [
      'in another order',
      `${gull}\nAction: it flies\nSubject: the gull`,
      [gull, 'Action: it flies\nSubject: the gull'],
      '2 prompts or 5 lines?'
    ],
    ['with a blank line behind each field', boat.replaceAll('\n', '\n\n'), [boat], '1 prompt or 4 lines?'],
    [
      'with emphasised names',
      '**Subject:** a boat\n**Camera angle**: low',
      ['**Subject:** a boat\n**Camera angle**: low'],
      '1 prompt or 2 lines?'
    ],
    [
      'in another language',
      'Motiv: ein Boot\nKamera: langsam',
      ['Motiv: ein Boot\nKamera: langsam'],
      '1 prompt or 2 lines?'
    ],
    [
      'with a name of its own',
      `${gull}\nBoat colour: red`,
      [`${gull}\nBoat colour: red`],
      '1 prompt or 4 lines?'
    ]
  ])('ask whether to read prompts or lines: %s', (_, text, prompts, question) => {
    expect(tableQuestion(text, '')?.text).toBe(question)
    expect(read(text)).toEqual({ rows: prompts, leftOut: [] })
  })

  test('leave out headings', () => {
    expect(read(`# Scene 1\n${boat}\n# Scene 2\n${gull}`)).toEqual({
      rows: [boat, gull],
      leftOut: [
        [1, 'heading'],
        [6, 'heading']
      ]
    })
  })

  test.each([
    'Anna: Run!\nBert: Stop!\nAnna: No!',
    'Scene: a harbour\nScene: a street',
    'Subject: a boat\nA gull lands',
    'A note: it rains\nA street: wet'
  ])('are separate lines in %j', (text) => {
    expect(tableQuestion(text, '')).toBeNull()
    expect(guessTableFormat(text, '')).toBe('lines')
  })
})

describe('JSON', () => {
  const object = '{\n  "shot": "wide | slow",\n  "audio": "rain | tram"\n}'

  test('is one prompt across several lines', () => {
    expect(guessTableFormat(object, '')).toBe('whole')
    expect(read(object)).toEqual({ rows: [object], leftOut: [] })
    expect(read(`${object}\n\n${object}`)).toEqual({ rows: [object, object], leftOut: [] })
    expect(read('{"a": "b|c"}\n{"a": "d|e"}')).toEqual({
      rows: ['{"a": "b|c"}', '{"a": "d|e"}'],
      leftOut: []
    })
  })

  test.each([
    ['["a {red|blue} car", "a boat"]', ['prompt']],
    ['[\n  {"prompt": "a car", "duration": 4},\n  {"prompt": "a boat"}\n]', ['prompt', 'duration']],
    ['```json\n{"prompts": ["a", "b"]}\n```', ['prompt']],
    ["[{prompt: 'a car', duration: 4}, {prompt: 'a boat'}]", ['prompt', 'duration']],
    ["['a', 'b',]", ['prompt']]
  ])('asks whether a list is one prompt or several: %j', (text, columns) => {
    expect(tableQuestion(text, '')?.text).toBe('1 JSON prompt or 2 prompts?')
    expect(read(text)).toEqual({ rows: [text], leftOut: [] })
    expect(parsePromptTable(text, 'json')).toMatchObject({ value: { columns, rows: { length: 2 } } })
  })

  test('keeps the other lines separate when it is cut off', () => {
    expect(read('{"a": "b | c\na boat\na car', {}, 'lines')).toEqual({
      rows: ['{"a": "b | c', 'a boat', 'a car'],
      leftOut: []
    })
  })

  test('is rejected as a list when it holds no prompts', () => {
    expect(read('[1, 2]', {}, 'json')).toBe('This isn’t a JSON list of prompts.')
    expect(tableQuestion('[{"a": 1}, {"b": 2}]', '')).toBeNull()
  })
})

test('accounts for each line exactly once, as prompt or left out', () => {
  const line = fc.constantFrom(
    'a boat',
    '# Scene',
    '---',
    '1. a car',
    '',
    '  ',
    'Sure!',
    'Let me know',
    '{a|b}',
    '{"a":\n1}'
  )
  const switched = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 4 })
  const format = fc.constantFrom<TableFormat>('lines', 'paragraphs')
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 10 }),
      switched,
      format,
      fc.boolean(),
      (texts, lines, how, isCleaned) => {
        const table = parsePromptTable(texts.join('\n'), how, { switched: lines, isCleaned })
        if (!table.ok || table.value.kind !== 'lines') return
        const { rows, leftOut = [] } = table.value
        const shown = [...rows.map((row) => row.line), ...leftOut.map((row) => row.line)]
        expect(new Set(shown).size).toBe(shown.length)
        const plan = planBatch(
          { prompt: '', requests: [{ modelId: 'm' }], takes: 1, table: table.value },
          {
            findModel: (id) => ({
              id,
              name: id,
              provider: '',
              status: { kind: 'custom' },
              isOpen: true,
              usualSeconds: 1,
              source: ''
            }),
            priceOf: () => null
          }
        )
        if (rows.length === 0) expect(plan.ok).toBe(false)
        if (plan.ok)
          expect(new Set(plan.value.requests.map((one) => one.place.row?.line))).toEqual(
            new Set(rows.map((row) => row.line))
          )
      }
    )
  )
})

describe('a list in a program or a code fence', () => {
  const list = '[\n  // first\n  "A gull, white",\n  "A rope",\n]'

  test.each([
    list,
    `const prompts = ${list};`,
    `Here you go:\n\`\`\`json\n${list}\n\`\`\`\nEnjoy!`,
    '{"prompt":"A gull, white"}\n{"prompt":"A rope"}',
    '[{"scene": 1, "description": "A gull, white"}, {"scene": 2, "description": "A rope"}]'
  ])('can be read as its prompts after a question: %s', (text) => {
    expect(tableQuestion(text, '')?.choices).toContainEqual({ format: 'json', text: '2 prompts' })
    const table = parsePromptTable(text, 'json')
    expect(JSON.stringify(table.ok && table.value.rows)).toMatch(/A gull, white.*A rope/)
  })

  test('leaves out its brackets', () => {
    expect(read("prompts = [\n  'A gull',\n  'A rope',\n]")).toMatchObject({
      leftOut: [
        [1, 'heading'],
        [4, 'rule']
      ]
    })
  })

  test('is read as a table when it is one', () => {
    expect(read('```csv\nprompt,duration\n"A gull, white",8\n```')).toMatchObject({
      rows: [['A gull, white', '8']]
    })
  })
})

describe('numbered lines with indented lines below', () => {
  const outline = [
    'Here are 2 prompts:',
    '',
    '1. A gull lands',
    '   - wide shot',
    '   - golden hour',
    '',
    '2. The rope snaps',
    '   - close-up'
  ].join('\n')

  test('ask whether to read them as one prompt each', () => {
    expect(tableQuestion(outline, '')?.text).toBe('2 prompts or 5 lines?')
    expect(read(outline, { isCleaned: true })).toEqual({
      rows: ['A gull lands\nwide shot\ngolden hour', 'The rope snaps\nclose-up'],
      leftOut: [[1, 'chatter']]
    })
  })

  test('are plain lines when none or all are indented', () => {
    expect(tableQuestion('  1. A gull\n  2. A rope\n  3. A car', '')).toBeNull()
    expect(tableQuestion('- A gull\n- A rope\n  A car', '')?.text).toBe('2 prompts or 3 lines?')
    expect(tableQuestion('A gull\n  A rope\nA car', '')).toBeNull()
  })
})

test.each([
  ['I. A gull\nII. A rope\nIV) A car'],
  ['🎬 A gull\n👉 A rope\n🎬 A car'],
  ['- [ ] A gull\n* [x] A rope\n☐ A car'],
  ['Scene One: A gull\nScene 2A: A rope\nScene 3, Shot 2 – A car'],
  ['Shot 1 (wide): A gull\nClip #2: A rope\n**Shot 3:** A car'],
  ["'A gull',\n'A rope',\n'A car'"],
  ['"A gull",\n"A rope",\n"A car"'],
  ['1. »A gull«\n2. ‹A rope›\n3. ‚A car‘'],
  ['1. ”A gull”\n2. 《A rope》\n3. `A car`']
])('removes list marks from %j', (text) => {
  expect(hasListMarks(text)).toBe(true)
  expect(read(text, { isCleaned: true })).toMatchObject({ rows: ['A gull', 'A rope', 'A car'] })
})

test.each([
  ['I. M. Pei walks\nA car'],
  ['V. Woolf reads\nI. Newton sits'],
  ['"Run!" she yells\n"Stop!"'],
  ['🎬\nA car']
])('leaves %j unchanged', (text) => {
  expect(hasListMarks(text)).toBe(false)
})
