import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isAllJson, jsonParts } from './json-parts'
import { expandedTexts } from '../testing/expanded-texts'
import { countVariations, escapeVariations } from './variations'

const shot = '{"shot":"wide | slow dolly-in","subject":"a paper boat","audio":"rain | far tram"}'

describe('sends JSON as typed, as one request', () => {
  test.each([
    ['alone', shot],
    ['with line breaks', JSON.stringify(JSON.parse(shot), null, 2)],
    ['with Windows line breaks', JSON.stringify(JSON.parse(shot), null, '\t').replaceAll('\n', '\r\n')],
    ['in a sentence', `Make this: ${shot} and nothing else.`],
    ['after a line of text', `Film:\n\n${shot}`],
    ['nested', `{"scene": {"camera": "{push in|pull out}", "list": ["a | b", {"c": "d|e"}]}}`],
    ['with an escape', String.raw`{"line": "She says \"a | b\" \\ \{x|y\}", "path": "C:\\new"}`],
    ['twice', `${shot}\n${shot}`],
    ['with a key that holds a bar', '{"a|b": "c|d"}'],
    ['with single quotes', `{'shot': 'wide | slow', 'audio': 'rain | tram'}`],
    ['with an apostrophe in single quotes', `{'shot': 'it's wide | slow', 'b': 'x|y'}`],
    ['with smart quotes', '{“shot”: “wide | slow”, “audio”: “rain | tram”}'],
    ['with low and angle quotes', '{„shot“: „wide | slow“, «audio»: «rain | tram»}'],
    ['with escaped quotes', String.raw`{\"shot\": \"wide | slow\"}`],
    ['with HTML quotes', '{&quot;shot&quot;: &quot;wide | slow&quot;}'],
    ['truncated', '{"shot": "wide | slow", "scene": {"a": "b|c"'],
    ['truncated in a string', '{"shot": "wide | sl'],
    ['with a brace too many', '{"shot": "wide | slow"}}'.slice(0, -1)],
    ['with a trailing comma', '{"shot": "wide | slow", "b": "{c|d}",}'],
    ['with a comment', '{ // the shot\n "shot": "wide | slow" }'],
    ['with quotes that are not escaped', '{"shot": "she says "go | stop" loudly", "b": "{c|d}"}'],
    ['as JavaScript', `{shot: "wide | slow", audio: 'rain | tram'}`],
    ['a list of objects', '[{"prompt": "a | b"}, {"prompt": "{c|d}"}]'],
    ['a list of texts', '["wide | slow", "a {red|blue} car"]'],
    ['a list in a sentence', 'Take all of ["a {red|blue} car", "b"] in turn'],
    ['in a code fence', `\`\`\`json\n${shot}\n\`\`\``],
    ['broken in a code fence', 'Here:\n```json\nshot: {wide|slow}\n```'],
    ['in a fence without a name', `\`\`\`\n["{a|b}"]\n\`\`\``],
    ['with a wide colon', '{"镜头"：“远景 | 慢推”}']
  ])('%s', (_, prompt) => {
    expect(expandedTexts(prompt, 64)).toEqual({ ok: true, value: [prompt] })
    expect(countVariations(prompt)).toEqual({ ok: true, value: 1 })
    expect(jsonParts(prompt).length).toBeGreaterThan(0)
    expect(escapeVariations(prompt)).toBe(prompt)
  })
})

test.each([
  ['a {red|blue} car', ['a red car', 'a blue car']],
  ['{"red"|"blue"} car', ['"red" car', '"blue" car']],
  ['She shouts {"Run!"|"Stop!"}', ['She shouts "Run!"', 'She shouts "Stop!"']],
  ['{Anna: "Run!" | Bert: "Stop!"}', ['Anna: "Run!" ', ' Bert: "Stop!"']],
  ['[{red|blue}] car', ['[red] car', '[blue] car']]
])('does not read %s as JSON', (prompt, prompts) => {
  expect(jsonParts(prompt)).toEqual([])
  expect(expandedTexts(prompt, 9)).toEqual({ ok: true, value: prompts })
})

test('expands variations beside and around JSON', () => {
  expect(expandedTexts(`A {red|blue} car. ${shot}`, 9)).toEqual({
    ok: true,
    value: [`A red car. ${shot}`, `A blue car. ${shot}`]
  })
  expect(expandedTexts('{{"a": "x|y"}|{"b": "z"}}', 9)).toEqual({
    ok: true,
    value: ['{"a": "x|y"}', '{"b": "z"}']
  })
})

test('distinguishes text that is JSON from text that contains it', () => {
  expect(isAllJson(` ${shot}\n`)).toBe(true)
  expect(isAllJson(`\`\`\`json\n${shot}\n\`\`\``)).toBe(true)
  expect(isAllJson(`Make ${shot}`)).toBe(false)
})

test('sends any JSON as typed, with any text around it', () => {
  const value = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1 })
  const around = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '.', 'é') })
  fc.assert(
    fc.property(value, around, around, fc.constantFrom(0, 2), (object, before, behind, indent) => {
      const prompt = before + JSON.stringify(object, null, indent) + behind
      expect(expandedTexts(prompt, 1)).toEqual({ ok: true, value: [prompt] })
    }),
    { numRuns: 500 }
  )
})

test('splits any text in order, in reasonable time', () => {
  const braces = fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ':', 'a', '|', '\n', '`') })
  fc.assert(
    fc.property(braces, (text) => {
      let at = 0
      for (const { start, end } of jsonParts(text)) {
        expect(start).toBeGreaterThanOrEqual(at)
        expect(end).toBeGreaterThan(start)
        at = end
      }
      expect(at).toBeLessThanOrEqual(text.length)
    }),
    { numRuns: 1000 }
  )
  for (const piece of ['{"a":', '["', '{a:"', '{', '```json\n']) jsonParts(piece.repeat(20_000))
})
