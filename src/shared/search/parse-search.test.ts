import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { operatorNames } from './operators'
import { parseSearch } from './parse-search'
import type { Filter, Term } from './search'

const noon = new Date(2026, 4, 3, 12).getTime()
const parse = (text: string): ReturnType<typeof parseSearch> => parseSearch(text, noon)
const tests = (text: string): readonly (Term | Filter)[] => parse(text).parts.map(({ test }) => test)
const words = (text: string): readonly (string | null)[] =>
  parse(text).parts.map(({ test, isExcluded }) =>
    test.kind === 'term' ? `${isExcluded ? 'not ' : ''}${test.text}` : null
  )
const startOf = (year: number, month: number, day: number): number =>
  new Date(year, month - 1, day).getTime() * 1000

describe('words', () => {
  it.each([
    ['Rain  boat', ['rain', 'boat']],
    ['"Paper Boat" rain', ['paper boat', 'rain']],
    ['“paper boat”', ['paper boat']],
    ['"paper bo', ['paper bo']],
    ['-rain boat', ['not rain', 'boat']],
    ['-"paper boat"', ['not paper boat']],
    ['kn-95 c++ #tag', ['kn-95', 'c++', '#tag']],
    ['"', ['"']],
    ['""', ['""']],
    ['a " b', ['a', '"', 'b']],
    ['say"s', ['say"s']],
    ['-', ['-']],
    ['--', ['--']],
    ['– a', ['-', 'a']],
    ['海辺 車', ['海辺', '車']],
    ['Café cafe\u0301', ['cafe', 'cafe']],
    ["% _ ' AND * NEAR( ^", ['%', '_', "'", 'and', '*', 'near(', '^']],
    ['🎈', ['🎈']],
    ['http://a.b note:x :y', ['http://a.b', 'note:x', ':y']],
    ['  ', []]
  ])('reads %j', (text, expected) => {
    expect(words(text)).toEqual(expected)
  })

  it('reads at most twenty', () => {
    expect(parse('a '.repeat(30)).parts).toHaveLength(20)
  })

  it('reads any text without failing, and every word of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        for (const { typed, test } of parse(text).parts) {
          expect(typed).not.toBe('')
          if (test.kind === 'term') expect(test.text.trim()).not.toBe('')
        }
      })
    )
  })
})

describe('operators', () => {
  it.each<[string, Term | Filter]>([
    ['model:Veo', { kind: 'term', place: 'model', text: 'veo' }],
    ['model:"Veo 3.1"', { kind: 'term', place: 'model', text: 'veo 3.1' }],
    ['state:making', { kind: 'state', states: ['processing'] }],
    ['STATE:Ready', { kind: 'state', states: ['ready'] }],
    ['is:missing', { kind: 'is', feature: 'missing' }],
    ['duration:8', { kind: 'duration', from: 7.5, to: 8.5 }],
    ['duration:8s', { kind: 'duration', from: 7.5, to: 8.5 }],
    ['duration:>5', { kind: 'duration', from: 5.5, to: null }],
    ['duration:<=5', { kind: 'duration', from: null, to: 5.5 }],
    ['duration:4..6', { kind: 'duration', from: 3.5, to: 6.5 }],
    ['cost:>=1', { kind: 'cost', from: 995_000, to: null }],
    ['cost:$0.5..2', { kind: 'cost', from: 495_000, to: 2_005_000 }],
    ['after:2026-05', { kind: 'created', from: startOf(2026, 5, 1), to: null }],
    ['before:2026', { kind: 'created', from: null, to: startOf(2026, 1, 1) }],
    ['after:today', { kind: 'created', from: startOf(2026, 5, 3), to: null }],
    ['before:yesterday', { kind: 'created', from: null, to: startOf(2026, 5, 2) }],
    ['aspect:portrait', { kind: 'aspect', from: null, to: 0.98 }]
  ])('reads %s', (text, expected) => {
    expect(tests(text)).toEqual([expected])
    expect(parse(text).unread).toEqual([])
  })

  it('reads a shape with room for rounding to whole pixels', () => {
    const [test] = tests('aspect:16:9')
    if (test?.kind !== 'aspect' || test.from === null || test.to === null) throw new Error('Not a shape')
    expect([1280 / 720, 854 / 480, 4 / 3].map((shape) => shape >= test.from! && shape < test.to!)).toEqual([
      true,
      true,
      false
    ])
  })

  it.each(['duration:long', 'state:done', 'aspect:0:9', 'before:2026-02-31', 'cost:1..', 'is:red'])(
    'takes %s as a word, and says so',
    (text) => {
      expect(words(text)).toEqual([text])
      expect(parse(text).unread).toEqual([text])
    }
  )

  it('excludes what an operator finds after a minus', () => {
    expect(parse('-state:failed').parts).toMatchObject([{ isExcluded: true, test: { kind: 'state' } }])
  })

  it('ignores an operator without its value yet', () => {
    expect(operatorNames.flatMap((name) => parse(`rain ${name}:`).parts)).toHaveLength(operatorNames.length)
  })
})
