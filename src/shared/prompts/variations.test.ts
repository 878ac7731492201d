import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Problem } from '../problem'
import { variationTokens } from './variation-tokens'
import { expandedTexts } from '../testing/expanded-texts'
import { countCeiling, countVariations, escapeVariations, expandVariations } from './variations'

const expanded = (prompt: string, limit = 100): unknown => {
  const result = expandedTexts(prompt, limit)
  return result.ok ? result.value : [result.error.field, result.error.message]
}

test.each([
  ['a boat', ['a boat']],
  ['', ['']],
  ['{dawn|dusk}', ['dawn', 'dusk']],
  ['{a|b}{1|2}', ['a1', 'a2', 'b1', 'b2']],
  [
    'a {red|blue} car at {dawn|dusk}',
    ['a red car at dawn', 'a red car at dusk', 'a blue car at dawn', 'a blue car at dusk']
  ],
  ['{a {x|y}|b}', ['a x', 'a y', 'b']],
  ['{|very }old', ['old', 'very old']],
  ['{|}', ['', '']],
  ['{a|a}', ['a', 'a']],
  ['{a|b|}', ['a', 'b', '']],
  ['red | blue', ['red | blue']],
  ['{hello}', ['{hello}']],
  ['{}', ['{}']],
  ['{"scene": {"time": "{dawn|dusk}"}}', ['{"scene": {"time": "{dawn|dusk}"}}']],
  ['({a|b})', ['(a)', '(b)']],
  [String.raw`\{a\|b\}`, ['{a|b}']],
  [String.raw`{a\|b|c\}}`, ['a|b', 'c}']],
  [String.raw`C:\new\\{x|y}`, [String.raw`C:\new\x`, String.raw`C:\new\y`]],
  ['a\\', ['a\\']]
])('expands %j', (prompt, prompts) => {
  expect(expanded(prompt)).toEqual(prompts)
  expect(countVariations(prompt)).toEqual({ ok: true, value: prompts.length })
})

test.each([
  ['a boat', [[]]],
  [
    'a {red|blue} car at {dawn|dusk}',
    [
      ['red', 'dawn'],
      ['red', 'dusk'],
      ['blue', 'dawn'],
      ['blue', 'dusk']
    ]
  ],
  ['{a {x|y}|b}', [['a x'], ['a y'], ['b']]],
  ['{|very }old', [[''], ['very ']]]
])('names what is picked in %j', (prompt, picks) => {
  const result = expandVariations(prompt, 100)
  expect(result.ok && result.value.map((one) => one.picks)).toEqual(picks)
})

test.each([
  ['a {red|blue car', 'The { at character 3 is never closed.'],
  ['a red} car', 'The } at character 6 closes nothing.'],
  ['🚗 {a|{b}', 'The { at character 3 is never closed.'],
  ['{a}}', 'The } at character 4 closes nothing.']
])('rejects unbalanced braces in %j', (prompt, message) => {
  expect(expanded(prompt)).toEqual(['prompt', message])
  expect(countVariations(prompt)).toMatchObject({ ok: false, error: { message } })
})

test('suggests escaping an unbalanced brace', () => {
  const adviceOn = (prompt: string): unknown => {
    const result = expandedTexts(prompt, 100)
    return result.ok ? null : result.error.advice
  }
  expect(adviceOn('a {red')).toBe(String.raw`Write \{ to mean the character itself.`)
  expect(adviceOn('a red}')).toBe(String.raw`Write \} to mean the character itself.`)
})

test('counts too many variations without creating them', () => {
  expect(expanded('{a|b}'.repeat(20), 64)).toEqual([
    'prompt',
    'That makes 1,048,576 prompts. The limit is 64.'
  ])
  expect(expanded('{a|b}'.repeat(20_000), 64)).toEqual([
    'prompt',
    'That makes more than 1,000,000,000 prompts. The limit is 64.'
  ])
  expect(countVariations('{a|b}'.repeat(64))).toEqual({ ok: true, value: countCeiling })
})

test('expands deep nesting without a stack overflow', () => {
  const depth = 12_000
  expect(expanded('{a|'.repeat(depth) + 'b' + '}'.repeat(depth), 10)).toMatchObject(['prompt', /12,001/])
  expect(expanded('{'.repeat(depth) + '}'.repeat(depth))).toEqual(['{'.repeat(depth) + '}'.repeat(depth)])
})

test('splits a prompt into tokens for highlighting', () => {
  const seen = variationTokens(String.raw`a {b|{c|d}\|} {e}`).map(({ kind, text, start, depth }) => [
    kind,
    text,
    start,
    depth
  ])
  expect(seen).toEqual([
    ['text', 'a ', 0, 0],
    ['open', '{', 2, 1],
    ['text', 'b', 3, 1],
    ['separator', '|', 4, 1],
    ['open', '{', 5, 2],
    ['text', 'c', 6, 2],
    ['separator', '|', 7, 2],
    ['text', 'd', 8, 2],
    ['close', '}', 9, 2],
    ['escape', String.raw`\|`, 10, 1],
    ['close', '}', 12, 1],
    ['text', ' ', 13, 0],
    ['text', '{', 14, 0],
    ['text', 'e', 15, 0],
    ['text', '}', 16, 0]
  ])
})

describe('any text', () => {
  const braces = fc.string({
    unit: fc.constantFrom('{', '}', '|', '\\', 'a', ' ', '🚗', '\n'),
    maxLength: 60
  })
  const anything = fc.oneof(braces, fc.string({ unit: 'binary' }))

  test('never throws and returns valid problems', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 64 }), (prompt, limit) => {
        const result = expandedTexts(prompt, limit)
        if (result.ok) {
          expect(result.value.length).toBeLessThanOrEqual(limit)
          expect(countVariations(prompt)).toEqual({ ok: true, value: result.value.length })
        } else expect(Problem.parse(result.error)).toEqual(result.error)
      }),
      { numRuns: 1000 }
    )
  })

  test('expands to itself when escaped', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(expandedTexts(escapeVariations(text), 1)).toEqual({ ok: true, value: [text] })
      }),
      { numRuns: 1000 }
    )
  })

  test('is the concatenation of its tokens', () => {
    fc.assert(
      fc.property(anything, (prompt) => {
        const tokens = variationTokens(prompt)
        expect(tokens.map(({ text }) => text).join('')).toBe(prompt)
        for (const { text, start } of tokens) expect(prompt.startsWith(text, start)).toBe(true)
      })
    )
  })
})

/** Text, or two or more sequences of which one is chosen. */
type Node = { readonly text: string } | { readonly oneOf: readonly (readonly Node[])[] }

const escaped = (text: string): string => text.replaceAll(/[{|}\\]/g, String.raw`\$&`)
const written = (nodes: readonly Node[]): string =>
  nodes
    .map((node) => ('text' in node ? escaped(node.text) : `{${node.oneOf.map(written).join('|')}}`))
    .join('')

/** The obvious way, by recursion. */
function naive([node, ...rest]: readonly Node[]): string[] {
  if (node === undefined) return ['']
  const starts = 'text' in node ? [node.text] : node.oneOf.flatMap(naive)
  const ends = naive(rest)
  return starts.flatMap((start) => ends.map((end) => start + end))
}

const size = (nodes: readonly Node[]): bigint =>
  nodes.reduce(
    (product, node) =>
      'text' in node ? product : product * node.oneOf.reduce((sum, one) => sum + size(one), 0n),
    1n
  )

describe('any tree of groups', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'b', '{', '|', '\\', 'é'), minLength: 1 })
  const { sequence } = fc.letrec<{ sequence: Node[]; node: Node }>((tie) => ({
    sequence: fc.array(tie('node'), { maxLength: 3 }),
    node: fc.oneof(
      { depthSize: 'small', maxDepth: 4 },
      texts.map((text) => ({ text })),
      fc.array(tie('sequence'), { minLength: 2, maxLength: 3 }).map((oneOf) => ({ oneOf }))
    )
  }))

  test('expands in order, to the counted number', () => {
    fc.assert(
      fc.property(sequence, (nodes) => {
        const total = size(nodes)
        const result = expandedTexts(written(nodes), 500)
        if (total > 500n) expect(result.ok).toBe(false)
        else expect(result).toEqual({ ok: true, value: naive(nodes) })
        const counted = total > BigInt(countCeiling) ? countCeiling : Number(total)
        expect(countVariations(written(nodes))).toEqual({ ok: true, value: counted })
      }),
      { numRuns: 500 }
    )
  })
})
