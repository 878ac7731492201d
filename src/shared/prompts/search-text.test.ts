import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldText } from './search-text'

const finds = (search: string, prompt: string): boolean =>
  foldText(search)
    .split(' ')
    .every((word) => foldText(prompt).includes(word))

test.each([
  ['маяк', 'Старый Маяк'],
  ['МАЯК', 'старый маяк'],
  ['éclair', 'Un ÉCLAIR'],
  ['eclair', 'Un éclair'],
  ['E\u0301clair', 'un éclair'],
  ['λιμάνι', 'Το Λιμάνι'],
  ['λιμανι', 'ΛΙΜΆΝΙ'],
  ['ΟΔΟΣ', 'η οδός'],
  ["don't", 'don’t stop'],
  ['don’t', "don't stop"],
  ['"run"', 'she says “Run”'],
  ['"run"', 'sie sagt „Run“'],
  ['slow-motion', 'slow‑motion'],
  ['slow-motion', 'Slow–Motion'],
  ['елка', 'Ёлка'],
  ['ёлка', 'елка'],
  ['strasse', 'Große Straße'],
  ['STRAßE', 'strasse'],
  ['istanbul', 'İSTANBUL'],
  ['İstanbul', 'istanbul'],
  ['diyarbakir', 'Diyarbakır'],
  ['ILIK', 'ılık'],
  ['smorrebrod', 'Smørrebrød'],
  ['lodz', 'Łódź'],
  ['ｃａｆｅ', 'Café'],
  ['カメラ', 'ｶﾒﾗ'],
  ['harbour dusk', 'A dusk\u00A0harbour'],
  ['lighthouse', 'light\u00ADhouse'],
  ['שלום', 'שָׁלוֹם'],
  ['سلام', 'سَلَام'],
  ['강', '강 위에'.normalize('NFD')],
  ['', 'anything']
])('%j finds %j', (search, prompt) => {
  expect(finds(search, prompt)).toBe(true)
})

test.each([
  ['мои', 'мой'],
  ['か', 'が'],
  ['가', '각'],
  ['boat', 'car'],
  ['100%', '100']
])('%j does not find %j', (search, prompt) => {
  expect(finds(search, prompt)).toBe(false)
})

test('is idempotent, and every text matches itself', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'aéÉßẞİıIΣςσЁйЙ“’–\u00AD\u0301 ｶﾞが각ﬁ½´¨'.split('')) })
  )
  fc.assert(
    fc.property(text, (one) => {
      expect(foldText(foldText(one))).toBe(foldText(one))
      expect(finds(one, one)).toBe(true)
    }),
    { numRuns: 2000 }
  )
})
