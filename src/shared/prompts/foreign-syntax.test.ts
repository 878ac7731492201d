import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foreignMarks } from './foreign-syntax'
import { expandedTexts } from '../testing/expanded-texts'

const found = (prompt: string): readonly string[] => foreignMarks(prompt).map(({ text }) => text)

test.each([
  ['a {2$$red|blue|green} car', ['{2$$red|blue|green}']],
  ['a {1-2$$ and $$red|blue} car', ['{1-2$$ and $$red|blue}']],
  ['a {-2$$red|blue} car', ['{-2$$red|blue}']],
  ['{0.7::dawn|0.3::dusk} street', ['{0.7::dawn|0.3::dusk}']],
  ['{dawn|2::dusk} street', ['{dawn|2::dusk}']],
  ['{.5::dawn|dusk} street', ['{.5::dawn|dusk}']],
  ['{red:0.7|blue:0.3} car', ['{red:0.7|blue:0.3}']],
  ['{red:2|blue:1} car', ['{red:2|blue:1}']],
  ['{red|blue:2} car', ['{red|blue:2}']],
  ['{dark red:2|blue} car', ['{dark red:2|blue}']],
  ['{70%:red|30%:blue} car', ['{70%:red|30%:blue}']],
  ['{70% : red|blue} car', ['{70% : red|blue}']],
  ['{3:a|b} car', ['{3:a|b}']],
  ['{a|3:b} car', ['{a|3:b}']],
  ['{?a|b} car', ['{?a|b}']],
  ['a __2$$colour__ door', ['__2$$colour__']],
  ['a __1-2$$colour__ door', ['__1-2$$colour__']],
  ['a __colour:2__ door', ['__colour:2__']],
  ['a %colour% door', ['%colour%']],
  ['a #colour# door', ['#colour#']],
  ['a #hero_name#, running', ['#hero_name#']],
  ['a __colour__ door', ['__colour__']],
  ['a __colours/warm*__ door', ['__colours/warm*__']],
  ['{blonde|[black|grey]} hair', ['{blonde|[black|grey]}']],
  ['{@red|blue} car', ['{@red|blue}']],
  ['{~red|blue} car', ['{~red|blue}']],
  ['${season={summer|winter}} in ${city}', ['${season={summer|winter}}', '${city}']],
  ['{{colour}} door', ['{{colour}}']],
  ['{{random::red::blue}} door', ['{{random::red::blue}}']],
  ['{{red|blue}} door', ['{{red|blue}}']],
  ['{% if x %}a{% endif %}', ['{% if x %}', '{% endif %}']],
  ['a <random:red|blue> car', ['<random:red|blue>']],
  ['a <wildcard:colour> car', ['<wildcard:colour>']],
  ['a ｛red｜blue｝ car', ['｛red｜blue｝']]
])('marks %s as a template of another tool and sends it unchanged', (prompt, marks) => {
  expect(found(prompt)).toEqual(marks)
  expect(expandedTexts(prompt, 64)).toEqual({ ok: true, value: [prompt] })
  // Half of another tool's template is never expanded.
  const more = `${prompt} at {noon|night}`
  expect(expandedTexts(more, 64)).toEqual({ ok: true, value: [more] })
})

test.each([
  ['a [red|blue] car', ['[red|blue]']],
  ['a (red|blue) car', ['(red|blue)']],
  ['{red, blue, green} car', ['{red, blue, green}']],
  ['<lora:film:0.8> a boat', ['<lora:film:0.8>']],
  ['<lora:x:0.8>', ['<lora:x:0.8>']],
  ['red BREAK blue', ['BREAK']],
  ['a red boat,\nBREAK\na blue sea', ['BREAK']],
  ['embedding:foo a boat', ['embedding:foo']],
  ['a boat, (embedding:foo:1.2)', ['(embedding:foo:1.2)']],
  ['a (boat:1.3) on [water:0.8]', ['(boat:1.3)', '[water:0.8]']],
  ['a [boat:ship:0.5]', ['[boat:ship:0.5]']],
  ['a ((boat)) on [[water]]', ['((boat))', '[[water]]']],
  ['hot:: dog::2', ['::', '::2']],
  ['a boat --ar 16:9 --v 6.1 --no people --tile', ['--ar 16:9', '--v 6.1', '--no people', '--tile']],
  ['a boat —ar 16:9', ['—ar 16:9']],
  ['/imagine prompt: a boat', ['/imagine prompt:']],
  ['@Image1 walks to @wildcard', ['@Image1', '@wildcard']],
  ['a boat++ on (water)1.2', ['boat++', '(water)1.2']],
  [
    'a boat\nNegative prompt: people\nSteps: 20, Sampler: Euler',
    ['Negative prompt: people', 'Steps: 20, Sampler: Euler']
  ]
])('marks %s and still expands variations beside it', (prompt, marks) => {
  expect(found(prompt)).toEqual(marks)
  expect(expandedTexts(`${prompt} {noon|night}`, 64)).toEqual({
    ok: true,
    value: [`${prompt} noon`, `${prompt} night`]
  })
})

test.each([
  'a {red|blue} car at {dawn|{blue|golden} dusk}',
  '{|very }old {a||b}',
  '{{rose|yellow} gold|platinum}',
  '{100% wool|50% cotton}',
  'at 10:30 (on the 5th), in 16:9 (see 3:2)',
  'snake_case and __init and dunder__',
  'a man – no hat – walks; well-known--or not',
  'Scene 1: harbour. Price: $5. me@example.org',
  'Anna: "Hi!" [whispering] (softly)',
  String.raw`\{2$$red\|blue\}`,
  '{"weights": [1, 2], "a": "b"}',
  'C++ and 3D (18+)',
  '[slow] pan',
  '50% grey, 20%-30% white',
  '100%cotton%wool',
  '#1 fan with a #2 pencil',
  '#sunset #beach #sea',
  'a <3 sign',
  '{16:9|9:16} frame',
  '{8:00|9:00} clock',
  'at {10:30 am|11:15 pm}',
  '{wide shot at 8:00|slow}',
  '{why?|what?}',
  'WAVES BREAK on the shore',
  'A BIG BREAK AT LAST',
  'Take a break: red',
  '{Scene 1: a|Scene 2: b}',
  '{1: wide|2: slow}',
  '{Scene: 1|Scene: 2}'
])('finds no syntax of another tool in %s', (prompt) => {
  expect(found(prompt)).toEqual([])
})

test('marks any text in order, in reasonable time', () => {
  const signs = '{}[]()<>|:$_@-% a1\n'.split('').filter(Boolean)
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...signs), maxLength: 80 }), (prompt) => {
      let at = 0
      for (const { start, end, text } of foreignMarks(prompt)) {
        expect(start).toBeGreaterThanOrEqual(at)
        expect(prompt.slice(start, end)).toBe(text)
        at = end
      }
    }),
    { numRuns: 1000 }
  )
  for (const sign of signs) foreignMarks(sign.repeat(5000))
  for (const piece of [
    '{a|',
    '${',
    '__a',
    '[a|',
    '(a|',
    '--ar ',
    '{%',
    '<random:',
    '{a,',
    '{a:1|',
    '{3:a|',
    '__1$$',
    '#a',
    '%a'
  ])
    foreignMarks(piece.repeat(2000))
})

test('does not mark a time range as syntax of another tool', () => {
  expect(foreignMarks('[00:00-00:02] wide shot [00:02 – 00:04.5] close-up')).toEqual([])
})
