import { expect, test } from 'vitest'
import { lineDoubts } from './line-doubts'
import { withoutListMarks } from './list-marks'

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

test.each([
  ...[
    '⸻',
    '-',
    '•',
    '>',
    '*',
    '"',
    '.',
    '$$',
    '"""',
    '|||',
    '<hr>',
    '<br />',
    '♦♦♦',
    '┌──┬──┐',
    '1.',
    '- [ ]',
    '[x]',
    'I.',
    'b)'
  ],
  ...['{ }', '①', '一、', '（二）']
])('%j between prompts is a rule', (text) => {
  expect(lineDoubts(numbered(['A boat', text, 'A car']))).toEqual(new Map([[2, 'rule']]))
})

test.each(['2', '1920', '16:9', '00:04 – 00:08'])('%j between prompts has no words', (text) => {
  expect(lineDoubts(numbered(['A boat', text, 'A car']))).toEqual(new Map([[2, 'wordless']]))
})

test.each(['🎬', '❤️', '海', 'ع', 'B', '\uFFFD'])('%j between prompts is a prompt', (text) => {
  expect(kept('A boat', text, 'A car')).toEqual(['A boat', text, 'A car'])
})

test('keeps figures that are put into another prompt', () => {
  const lines = numbered(['1920', '---', '1.', '1930'])
  expect([...lineDoubts(lines, { areInserted: true }).keys()]).toEqual([2, 3])
})

test('finds the numbers that a list has on lines of their own', () => {
  expect(kept('1.', 'A gull', '2.', 'A rope')).toEqual(['A gull', 'A rope'])
})

test.each([
  'Prompt text',
  'Video prompt',
  'Prompts',
  'Prompt:',
  'Description',
  'Промпт',
  '提示词',
  '10 video prompts'
])('%j above a list is its heading', (text) => {
  expect(lineDoubts(numbered([text, 'A boat', 'A car']))).toEqual(new Map([[1, 'heading']]))
})

test.each(['Shot list', 'Storyboard', 'FADE IN:', 'Shot list: harbour', 'CUT TO:'])(
  '%j is a heading',
  (text) => {
    expect(lineDoubts(numbered([text, 'A boat', 'A car']))).toEqual(new Map([[1, 'heading']]))
  }
)

test.each([
  'Com certeza! Aqui estão três prompts:',
  'Three prompts for your boat film:',
  '물론입니다! 세 가지 프롬프트입니다:',
  'Oto trzy pomysły na film：',
  'Here you go!',
  'You got it!',
  'Of course 😊',
  '👍 Sure thing!',
  'Sure, I’ll write three.',
  'Okay, three prompts for you'
])('%j announces a list', (text) => {
  expect(lineDoubts(numbered([text, 'A boat', 'A car']))).toEqual(new Map([[1, 'chatter']]))
})

test.each([
  'Want more?',
  'How does that sound?',
  'Note: all prompts are made for Veo.',
  'Which one do you like best?',
  'Please let me know if you want changes.',
  'That’s the list!',
  'Thanks!',
  'Thank you so much 🙏',
  'Total: 3 prompts',
  '¡Avísame!',
  'Quer que eu continue?',
  'Soll ich noch drei schreiben?',
  'Хотите ещё?',
  '还需要更多吗？您可以告诉我？',
  'Happy creating! ✨'
])('%j after a list is no prompt', (text) => {
  expect(lineDoubts(numbered(['A boat', 'A car', text]))).toEqual(new Map([[3, 'chatter']]))
})

test.each([
  'Perfect, glossy red apple rotates',
  'Perfect. Glossy red apple, rotating',
  'Okay, a robot waves',
  'Good luck charm spins slowly',
  'Tell me a story, says the child',
  'Have fun in the sun, a beach',
  'Enjoy the silence, a monk walks',
  'Looking forward, a sailor smiles',
  'Need for speed, a red car',
  'Anna: Do you see the boat?',
  'A sign reads “Do you believe?”',
  'Total eclipse over the sea',
  'Thanks to the tide, a boat floats',
  'Camera: slow',
  'Camera:'
])('%j is a prompt, first and last', (text) => {
  expect(kept(text, 'A boat')).toEqual([text, 'A boat'])
  expect(kept('A boat', text)).toEqual(['A boat', text])
})
