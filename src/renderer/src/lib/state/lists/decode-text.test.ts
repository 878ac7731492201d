import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeAs, decodeText, type Encoding } from './decode-text'

const bytesOf = (...values: readonly number[]): Uint8Array<ArrayBuffer> => new Uint8Array(values)
/** Bytes written as a string: `\xe9` is the byte E9. */
const raw = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Array.from(text).map((sign) => sign.codePointAt(0) ?? 0))
const utf8 = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text))

/** Writes a text as bytes of another encoding, by the table of the decoder. */
function encode(text: string, encoding: Encoding): Uint8Array<ArrayBuffer> {
  const table = new Map<string, readonly number[]>()
  const add = (bytes: number[]): void => {
    const decoded = decodeAs(new Uint8Array(bytes), encoding)
    if (decoded.ok && Array.from(decoded.text).length === 1 && !table.has(decoded.text))
      table.set(decoded.text, bytes)
  }
  for (let first = 0; first < 256; first += 1) add([first])
  if (/jis|gb|big5|euc/.test(encoding)) {
    for (let first = 0x81; first < 0xff; first += 1) {
      for (let second = 0x40; second < 0xff; second += 1) add([first, second])
    }
  }
  return new Uint8Array(
    Array.from(text).flatMap((sign) => {
      const bytes = table.get(sign)
      if (!bytes) throw new Error(`${encoding} has no ${sign}`)
      return bytes
    })
  )
}

const read = (bytes: Uint8Array<ArrayBuffer>): unknown => {
  const decoded = decodeText(bytes)
  return decoded.ok ? [decoded.encoding, decoded.text] : decoded.message
}

describe('decodes a list from another program', () => {
  test.each<[Encoding, string]>([
    ['windows-1252', 'Un café à l’aube'],
    ['windows-1252', 'prompt;note\r\nUn café à l’aube;x\r\nUne forêt près de Besançon, été;y'],
    ['windows-1252', 'Ein Mädchen läuft über die Brücke – schön'],
    ['windows-1252', 'Señor Núñez camina por el muelle. ¿Dónde está?'],
    ['windows-1252', '“Run!” she yells'],
    ['macintosh', 'Un café à l’aube'],
    ['macintosh', 'Ein Mädchen läuft über die Brücke – schön'],
    ['macintosh', 'Une forêt près de Besançon, été'],
    ['shift_jis', '紙の舟が雨の中を流れる'],
    ['shift_jis', 'prompt,note\n夜明けの港、カモメが飛ぶ,x'],
    ['euc-jp', '紙の舟が雨の中を流れる'],
    ['gb18030', '一只纸船在雨中的小河上漂流，远处有灯光'],
    ['gb18030', '北京的夜晚'],
    ['gb18030', '雨夜的城市'],
    ['big5', '一艘紙船在雨中的小河上漂流，遠處有燈光'],
    ['euc-kr', '비 오는 강 위에 종이배가 떠 있다'],
    ['windows-1251', 'Бумажный кораблик плывёт под дождём'],
    ['koi8-r', 'Бумажный кораблик плывёт под дождём'],
    ['koi8-r', 'город ночью'],
    ['windows-1251', 'город ночью'],
    ['koi8-r', 'Город ночью под дождём, неон'],
    ['windows-1250', 'Papírová loďka pluje po řece za deště, žlutý déšť']
  ])('in %s: %s', (encoding, text) => {
    expect(read(encode(text, encoding))).toEqual([encoding, text])
    expect(decodeText(encode(text, encoding))).toMatchObject({ isGuess: true })
  })

  test('in UTF-8 and UTF-16, with and without mark', () => {
    const text = 'Un café à l’aube\n紙の舟 🚗'
    const le = Array.from(text).flatMap((sign) =>
      sign.split('').flatMap((unit) => [unit.charCodeAt(0) & 255, unit.charCodeAt(0) >> 8])
    )
    const be = le.flatMap((_, index) => (index % 2 === 0 ? [le[index + 1] ?? 0, le[index] ?? 0] : []))
    expect(read(utf8(text))).toEqual(['utf-8', text])
    expect(read(bytesOf(0xef, 0xbb, 0xbf, ...utf8(text)))).toEqual(['utf-8', text])
    expect(read(bytesOf(...le))).toEqual(['utf-16le', text])
    expect(read(bytesOf(...be))).toEqual(['utf-16be', text])
    expect(read(bytesOf(0xff, 0xfe, ...le))).toEqual(['utf-16le', text])
    expect(read(bytesOf(0xfe, 0xff, ...be))).toEqual(['utf-16be', text])
  })

  test('in ISO-2022-JP', () => {
    expect(read(raw('\x1b$B;f\x1b(B'))).toEqual(['iso-2022-jp', '紙'])
  })
})

test.each([
  ['PK\x03\x04\x14\x00', 'This is a spreadsheet or document, not plain text.'],
  ['%PDF-1.7', 'This is a PDF, not plain text.'],
  [String.raw`{\rtf1 a}`, 'This is formatted text, not plain text.'],
  ['\x00\x01\x02\x03\x00\x00', 'This is not plain text.'],
  // UTF-8 that was cut or mixed.
  ['a boat\nUn caf\xc3\xa9\nUn caf\xc3\nx', "Line 3 holds letters that can't be read as UTF-8."]
])('rejects %j', (text, message) => {
  expect(read(raw(text))).toBe(message)
})

test.each<[Encoding, string]>([
  ['windows-1253', 'Νύχτα στην πόλη'],
  ['windows-1254', 'Şehirde ılık bir gece'],
  ['windows-1255', 'לילה בעיר'],
  ['windows-1256', 'ليلة في المدينة'],
  ['windows-874', 'กลางคืนในเมือง'],
  ['iso-8859-2', 'Noc w mieście, żółty'],
  ['ibm866', 'Город ночью']
])('can be read in %s', (encoding, text) => {
  expect(decodeAs(encode(text, encoding), encoding)).toEqual({ ok: true, text, encoding, isGuess: false })
})

test('uses the encoding chosen by the user, or reports the line with an error', () => {
  expect(decodeAs(raw('caf\xe9'), 'windows-1252')).toMatchObject({ ok: true, text: 'café' })
  expect(decodeAs(raw('a\ncaf\xe9'), 'utf-8')).toMatchObject({
    ok: false,
    message: "Line 2 holds letters that can't be read as UTF-8."
  })
})

test('reports every lost character, for any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const decoded = decodeText(new Uint8Array(bytes))
      if (decoded.ok) expect(decoded.text.includes('\uFFFD') && decoded.encoding !== 'utf-8').toBe(false)
    }),
    { numRuns: 500 }
  )
})
