import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLinear } from '../../base/testing/is-linear'
import { escapeXml } from '../../base/xml-text'
import { jsonForXml, readXml } from './xml'

describe('readXml', () => {
  it('returns every text with its element names', () => {
    const xml = `<?xml version="1.0"?><!-- no --><!DOCTYPE a>
      <a xmlns:x='urn:x'><x:b k="1" x:l='2 &amp; 3'>one<c/> &lt;two&gt;<![CDATA[ <three> ]]></x:b></a>`
    expect(readXml(xml).filter(({ text }) => text.trim() !== '')).toEqual([
      { path: ['a', 'xmlns:x'].map((name) => name.replace('xmlns:x', '{xmlns}x')), text: 'urn:x' },
      { path: ['a', '{urn:x}b', 'k'], text: '1' },
      { path: ['a', '{urn:x}b', '{urn:x}l'], text: '2 & 3' },
      { path: ['a', '{urn:x}b'], text: 'one <two> <three> ' }
    ])
  })

  it.each([
    ['&#65;&#x42;&#x1F3AC;', 'AB🎬'],
    ['&unknown; & &#x; &#x110000; &#9999999;', '&unknown; & &#x; &#x110000; &#9999999;']
  ])('reads %s', (text, expected) => {
    expect(readXml(`<a>${text}</a>`)).toEqual([{ path: ['a'], text: expected }])
  })

  it.each([
    '<a>text',
    '<a b="1',
    '<a b=1>text</a>',
    '<a><![CDATA[x</a>',
    '<a><!-- x</a>',
    '<>x</>',
    '</a>',
    'x',
    ''
  ])('stops if %s is malformed', (xml) => {
    expect(readXml(xml).filter(({ text }) => text !== '')).toEqual([])
  })

  it('rejects excessive nesting', () => {
    expect(readXml('<a>'.repeat(100_000))).toEqual([])
  })

  it.each(['<a ', '<!--', '&', '<a b="', "<a b='", '<', '</', '<![CDATA[', 'x:', ' xmlns:a=', '&#x1', 'a='])(
    'takes linear time for repetitions of %s',
    (piece) => {
      for (const start of ['', '<a '])
        expect(isLinear((count) => void readXml(start + piece.repeat(count)))).toBe(true)
    }
  )

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readXml(text)))
    const pieces = fc.constantFrom('<a>', '</a>', '<b c="', '"', '/>', '&amp;', '<!--', '-->', 'text', ' ')
    fc.assert(fc.property(fc.array(pieces), (all) => void readXml(all.join(''))))
  })
})

describe('jsonForXml', () => {
  it('is lossless and needs no escaping', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const text = jsonForXml(value)
        expect(text).not.toMatch(/[&<>]/)
        expect(escapeXml(text)).toBe(text.replaceAll('"', '&#x22;'))
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      })
    )
  })
})
