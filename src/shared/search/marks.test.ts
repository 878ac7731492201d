import fc from 'fast-check'
import { expect, it } from 'vitest'
import { markedTerms, markParts } from './marks'
import { parseSearch } from './parse-search'

const marked = (text: string, search: string): string =>
  markParts(text, markedTerms(parseSearch(search)))
    .map((part) => (part.isMarked ? `[${part.text}]` : part.text))
    .join('')

it.each([
  ['A red Boat', 'boat', 'A red [Boat]'],
  ['The Cafe\u0301 opens', 'café', 'The [Cafe\u0301] opens'],
  ['Große Straße', 'strasse', 'Große [Straße]'],
  ['Große', 's', 'Gro[ß]e'],
  ['“Don’t”', "don't", '“[Don’t]”'],
  ['夕暮れの海辺を', '海辺', '夕暮れの[海辺]を'],
  ['ｶﾒﾗ ready', 'カメラ', '[ｶﾒﾗ] ready'],
  ['paper \n boat', '"paper boat"', '[paper \n boat]'],
  ['👩‍🚀 🎈', '🎈', '👩‍🚀 [🎈]'],
  ['aaa', 'aa', '[aa]a'],
  ['boat car', '-boat model:car state:ready', 'boat car'],
  ['boat car', '', 'boat car']
])('marks %j for %j', (text, search, expected) => {
  expect(marked(text, search)).toBe(expected)
})

it('marks a text alike whether or not another letter is beside it', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'B', ' ', '`', "'", '\n', '\r', '-', '1') })
  fc.assert(
    fc.property(letters, letters, (text, search) => {
      // Another letter makes each be looked for.
      const withAnother = marked(`${text}|é`, search)
      fc.pre(!/\s$/.test(text))
      expect(`${marked(text, search)}|é`).toBe(withAnother)
    })
  )
})

it('keeps every character of a text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ minLength: 1 }), (text, search) => {
      const parts = markParts(text, markedTerms(parseSearch(search)))
      expect(parts.map((part) => part.text).join('')).toBe(text)
    })
  )
})
