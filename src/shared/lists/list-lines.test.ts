import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lineDoubts, withoutListMarks } from './list-lines'

const numbered = (texts: readonly string[]): { line: number; text: string }[] =>
  texts.map((text, index) => ({ line: index + 1, text }))
const kept = (...texts: string[]): readonly string[] => {
  const doubts = lineDoubts(numbered(texts))
  return texts.filter((_, index) => !doubts.has(index + 1))
}

test('leaves out headings, rules and chatter', () => {
  const lines = [
    '# Scene 1: harbour',
    '1. A gull lands on a rope',
    '2) The rope snaps',
    '- Close-up of the knot',
    '---',
    'Prompt 5: "A boat drifts off"',
    '*(end of list)*'
  ]
  expect([...lineDoubts(numbered(lines))]).toEqual([
    [1, 'heading'],
    [5, 'rule'],
    [7, 'chatter']
  ])
})

test.each([
  '# Scene 1',
  '## Harbour',
  '**Scene 2**',
  '**Scene 2: harbour**',
  '**Scene 2:**',
  '1. **Harbour**',
  'Scene 3',
  'Scene 3:',
  'SHOT 4.',
  'Prompt #5',
  '[Scene 1]',
  '【シーン1】',
  '== Harbour ==',
  '<h2>Harbour</h2>',
  'Video prompts:',
  '__Harbour__'
])('%j is a heading', (text) => {
  expect(lineDoubts(numbered([text, 'A boat'])).get(1)).toBe('heading')
})

test.each(['---', '***', '===', '* * *', '———', '___', '•••', '```', '```text', '✦ ✦ ✦', '\u2800'])(
  '%j is a rule',
  (text) => {
    expect(kept('A boat', text, 'A car')).toEqual(['A boat', 'A car'])
  }
)

test.each([
  'Sure! Here are 3 prompts for you:',
  'Certainly! Here are three cinematic prompts.',
  'Of course — here they are:',
  "Here's a list of ideas",
  'Here are 3 prompts:',
  '**Here are your prompts:**',
  'Below are five video prompts',
  "I've put together a list of shots:",
  'Absolutely, happy to help.',
  'Great idea! Here you go:',
  'Gerne! Hier sind drei Prompts:',
  'Bien sûr ! Voici trois prompts :',
  '¡Claro! Aquí tienes tres prompts:'.slice(1),
  'Конечно! Вот три промпта:',
  '当然！以下是三个提示词：',
  'もちろんです！以下は3つのプロンプトです：'
])('%j opens an answer', (text) => {
  expect(kept(text, 'A boat', 'A car')).toEqual(['A boat', 'A car'])
})

test.each([
  "Let me know if you'd like changes!",
  'Would you like me to refine any of these?',
  'I hope these help.',
  'Hope this helps!',
  'Feel free to adjust them.',
  'If you want, I can make them longer.',
  'I can also write a version for Kling.',
  'Do you want more?',
  'Want me to turn these into a storyboard?',
  'Enjoy!',
  'Happy creating!',
  'These prompts work well with Veo.',
  'Lass mich wissen, ob du Änderungen möchtest.',
  "N'hésitez pas à me dire.",
  'Avísame si quieres más.',
  'Если хотите, могу написать ещё.',
  '如果你需要更多，请告诉我。',
  '*(end of list)*',
  '(End)',
  '[end of prompts]',
  '— end —'
])('%j ends an answer', (text) => {
  expect(kept('A boat', 'A car', '', text)).toEqual(['A boat', 'A car'])
})

test.each([
  ['3 boats drift', '-30 degrees, a frozen lake', '#sunset over the sea'],
  ['Here are two lovers by the sea', 'Great white sharks circle', 'Sure-footed goats climb'],
  ['Enjoying the sun, a cat sleeps', 'Scene of a harbour at dawn', 'Let it snow: a village'],
  ['A **bold** move', 'Endless dunes', 'The end of a pier'],
  ['“Let me know,” she says', 'Anna: here are the keys', 'Note the shadow'],
  ['Yes-men applaud', 'Thankful pilgrims', 'Videotape glitches']
])('%j, %j and %j are prompts', (...texts) => {
  expect(kept(...texts)).toEqual(texts)
  expect(withoutListMarks(texts)).toEqual(texts)
})

test('finds chatter only at the start and end', () => {
  expect(kept('A boat', 'Let me know who you are', 'A car')).toEqual([
    'A boat',
    'Let me know who you are',
    'A car'
  ])
  expect(kept('Sure!', 'Here are 3 prompts:', '---', 'A boat', 'Enjoy!', 'Let me know.')).toEqual(['A boat'])
})

test('treats a list of only headings as prompts', () => {
  expect(kept('**A boat**', '---', '**A car**')).toEqual(['**A boat**', '**A car**'])
})

describe('numbering and bullets', () => {
  test.each([
    ['1. A gull', 'A gull'],
    ['12) A gull', 'A gull'],
    ['(3) A gull', 'A gull'],
    ['[4] A gull', 'A gull'],
    ['5: A gull', 'A gull'],
    ['6 - A gull', 'A gull'],
    ['#7 A gull', 'A gull'],
    ['① A gull', 'A gull'],
    ['1️⃣ A gull', 'A gull'],
    ['１．A gull', 'A gull'],
    ['1、一只海鸥', '一只海鸥'],
    ['- A gull', 'A gull'],
    ['* A gull', 'A gull'],
    ['• A gull', 'A gull'],
    ['– A gull', 'A gull'],
    ['- [ ] A gull', 'A gull'],
    ['→ A gull', 'A gull'],
    ['> A gull', 'A gull'],
    ['Prompt 5: "A boat drifts off"', 'A boat drifts off'],
    ['**Prompt 5:** A boat', 'A boat'],
    ['**Scene 2** – A boat', 'A boat'],
    ['1. Prompt: “A boat”', 'A boat'],
    ['**1.** A gull', 'A gull'],
    ['Shot 2/5: A gull', 'A gull'],
    ['3 boats drift', '3 boats drift'],
    ['-30 degrees', '-30 degrees'],
    ['2.5 seconds of rain', '2.5 seconds of rain'],
    ['16:9 film of rain', '16:9 film of rain'],
    ['A. Lincoln walks', 'A. Lincoln walks'],
    ['"Run!" she yells', '"Run!" she yells'],
    ['1. "Run!" she says, "now"', '"Run!" she says, "now"'],
    ['1.', '1.']
  ])('%j becomes %j', (text, rest) => {
    expect(withoutListMarks([text])).toEqual([rest])
  })

  test('reads letters as numbering only when there are several', () => {
    expect(withoutListMarks(['a. A gull', 'b) A rope', '(c) A knot'])).toEqual(['A gull', 'A rope', 'A knot'])
  })

  test('never removes a whole line, and keeps its end', () => {
    const signs = fc.constantFrom('1', '.', ')', ' ', '-', 'a', '"', '(', '#', '*', 'Prompt ')
    fc.assert(
      fc.property(fc.array(fc.string({ unit: signs, minLength: 1 })), (texts) => {
        const rest = withoutListMarks(texts)
        for (const [index, text] of texts.entries()) {
          expect(text).toContain(rest[index])
          expect(rest[index]?.trim() === '').toBe(text.trim() === '')
        }
      })
    )
  })
})
