import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readXml } from '../media/xmp/xml'
import { element, escapeXml, xmlDocument } from './xml-text'

describe('escapeXml', () => {
  it('preserves every character that XML allows', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const found = readXml(`<a b="${escapeXml(text)}">${escapeXml(text)}</a>`)
        expect(found.map((each) => each.text)).toEqual([text, text])
      })
    )
  })

  it('replaces characters that XML does not allow', () => {
    expect(escapeXml('a\0b\x08c\ufffed\ud800e\x7f\t\n')).toBe('a\ufffdb\ufffdc\ufffdd\ufffde\x7f\t\n')
  })
})

describe('xmlDocument', () => {
  it('writes an element a line, and leaves out what is null', () => {
    const root = element('a', { b: 1, c: null }, element('d'), null, [element('e', {}, 'x < y')])
    expect(xmlDocument(root, 'a')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE a>\n<a b="1">\n  <d/>\n  <e>x &#x3C; y</e>\n</a>\n'
    )
  })

  it('keeps line breaks and tabs of attributes and texts', () => {
    const text = 'one\n\ttwo\r\nthree'
    expect(xmlDocument(element('a', { b: text }))).toContain('b="one&#xA;&#x9;two&#xD;&#xA;three"')
    expect(readXml(xmlDocument(element('a', {}, text)))).toEqual([{ path: ['a'], text }])
  })
})
