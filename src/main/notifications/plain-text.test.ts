import fc from 'fast-check'
import { expect, it } from 'vitest'
import { oneLine, withoutMarkup } from './plain-text'

const graphemes = (text: string): readonly string[] =>
  Array.from(
    new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text),
    ({ segment }) => segment
  )

it('keeps a short text as it is', () => {
  expect(oneLine('a gull & a <boat>', 60)).toBe('a gull & a <boat>')
})

it('makes one line without controls that reorder the words around it', () => {
  expect(oneLine(' first\r\n\tsecond\u2028third\u0000 \u202Efourth\u2069 ', 60)).toBe(
    'first second third fourth'
  )
})

it.each([
  ['a family', '👨‍👩‍👧‍👦'],
  ['a flag', '🇨🇭'],
  ['a letter with combining accents', 'e\u0301\u0323'],
  ['Hangul as parts', '\u1112\u1161\u11ab'],
  ['Devanagari', 'क्षि']
])('never cuts through %s', (_what, letter) => {
  expect(oneLine(letter.repeat(20), 5)).toBe(`${letter.repeat(5)}…`)
  expect(oneLine(letter.repeat(5), 5)).toBe(letter.repeat(5))
})

it('bounds a letter with marks without end', () => {
  expect(oneLine(`e${'\u0301'.repeat(10_000)}`, 60).length).toBeLessThan(1_500)
})

it('returns whole graphemes of the text, and never more than allowed', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.integer({ min: 1, max: 60 }),
      (text, limit) => {
        const line = oneLine(text, limit)
        expect(graphemes(line.replace(/…$/, '')).length).toBeLessThanOrEqual(limit)
        expect(line).toBe(Buffer.from(line).toString())
      }
    )
  )
})

it('leaves nothing that a daemon could read as markup', () => {
  expect(withoutMarkup('<b>R&D</b> &amp; <img src="file:///etc/passwd">')).toBe(
    '‹b›R＆D‹/b› ＆amp; ‹img src="file:///etc/passwd"›'
  )
  fc.assert(fc.property(fc.string(), (text) => !/[<>&]/.test(withoutMarkup(text))))
})
