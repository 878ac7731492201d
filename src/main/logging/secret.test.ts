import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hideSecret } from './secret'

const secret = fc
  .string({ minLength: 8, maxLength: 60, unit: 'grapheme-ascii' })
  .filter((text) => text.trim() === text)
const surroundings = fc.string({ maxLength: 20 })
const anyCase = (hex: string): string => hex.replaceAll(/[a-f]/g, (letter) => letter.toUpperCase())

const spellings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  json: (text) => JSON.stringify(text).slice(1, -1),
  'json of PHP': (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  'json, all escaped': (text) =>
    Array.from(text, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  url: encodeURIComponent,
  'url, all escaped': (text) =>
    Array.from(text, (one) => `%${anyCase(one.charCodeAt(0).toString(16))}`).join(''),
  form: (text) => new URLSearchParams({ text }).toString().slice('text='.length)
}

it.each(Object.keys(spellings))('hides a secret spelled as %s', (name) => {
  fc.assert(
    fc.property(secret, surroundings, surroundings, (text, before, after) => {
      const spelled = spellings[name]?.(text) ?? ''
      expect(hideSecret(`${before}${spelled}${after}`, text)).not.toContain(spelled)
    })
  )
})

it('hides a secret in base64 at any offset, leaving at most two readable letters', () => {
  fc.assert(
    fc.property(secret, surroundings, surroundings, (text, before, after) => {
      const encoded = Buffer.from(`${before}${text}${after}`).toString('base64')
      const hidden = hideSecret(encoded, text)
      expect(hidden).toContain('[hidden]')
      const rest = hidden.split('[hidden]').map((part) => Buffer.from(part, 'base64').toString('latin1'))
      expect(rest.some((part) => part.includes(text))).toBe(false)
    })
  )
})

it('does not change other text', () => {
  expect(hideSecret('nothing to hide', 'abcdefgh')).toBe('nothing to hide')
  expect(hideSecret('nothing to hide', '')).toBe('nothing to hide')
})
