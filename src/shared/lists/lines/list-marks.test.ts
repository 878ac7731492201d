import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withoutListMarks } from './list-marks'

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

  test.each([
    ['in bold around numbers', ['**1. A gull lands**', '**2. A rope snaps**']],
    ['around the prompts', ['1. *A gull lands*', '2. **A rope snaps**']],
    ['without numbers', ['*A gull lands*', '_A rope snaps_']]
  ])('removes emphasis %s', (_, texts) => {
    expect(withoutListMarks(texts)).toEqual(['A gull lands', 'A rope snaps'])
  })

  test.each([
    ['*A gull* and *a rope*'],
    ['1. **A gull** lands', '**A gull** lands'],
    ['__animal__'],
    ['A **bold** move']
  ])('keeps emphasis on a part: %j', (text, rest = text) => {
    expect(withoutListMarks([text])).toEqual([rest])
  })

  test.each([
    ['1.A gull', '2.A rope'],
    ['1)A gull', '2)A rope'],
    ['1;A gull', '2;A rope'],
    ['１. A gull', '２. A rope'],
    ['１　A gull', '２　A rope'],
    ['1.1 A gull', '1.2 A rope'],
    ['1a. A gull', '1b. A rope'],
    ['[a] A gull', '[b] A rope'],
    ['•A gull', '•\tA rope'],
    ['1\tA gull', '2\tA rope'],
    ['o\tA gull', 'o\tA rope'],
    ['■ A gull', '◆ A rope'],
    ['▸ A gull', '★ A rope'],
    ['➜ A gull', '・A rope'],
    ['一、A gull', '十二、A rope'],
    ['（一）A gull', '（２）A rope'],
    ['第1镜：A gull', '第二场：A rope'],
    ['镜头一：A gull', '镜头2：A rope'],
    ['Shot_01: A gull', 'Shot-02: A rope'],
    ['Frame 1: A gull', 'Beat 2: A rope'],
    ['Panel 1: A gull', 'Act II: A rope'],
    ['Step 1. A gull', 'Cut 2 – A rope'],
    ['No. 1: A gull', 'Nr 2) A rope'],
    ['Video Prompt 1: A gull', '**Sora prompt 2:** A rope'],
    ['Kapitel 1: A gull', 'Kapitel 2: A rope'],
    ['Ruutu 10: A gull', 'Ruutu 20: A rope'],
    ['Ruutu 1 – A gull', 'Ruutu 2 – A rope'],
    ['장면 1: A gull', '장면 2: A rope'],
    ['1. „A gull”', '2. ＂A rope＂'],
    ['1. 〝A gull〟', '2. „A rope“']
  ])('removes %j and %j', (...texts) => {
    expect(withoutListMarks(texts)).toEqual(['A gull', 'A rope'])
  })

  test.each([
    [['1920s car', '1930s car']],
    [['3 gulls', '4 gulls']],
    [['2.5 metre wave', '2.6 metre wave']],
    [['1.1 metre wave', '1.2 metre wave']],
    [['1.FC Köln scores']],
    [['2.A rope', '1.A gull']],
    [['The year 1920 – Paris', 'The year 1930 – Berlin']],
    [['Car 1 drives', 'Car 2 stops']],
    [['Apollo 11 – launch', 'Apollo 12 – landing']],
    [['Kapitel 1: A gull', 'A rope']],
    [['No 5-year plan', 'Step-up sneakers']],
    [['Take five musicians', 'Act natural']],
    [['16:9 film', '21:9 film']],
    [['▶️ button glows', 'A car']]
  ])('keeps what may belong to a prompt: %j', (texts) => {
    expect(withoutListMarks(texts)).toEqual(texts)
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
