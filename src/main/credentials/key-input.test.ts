import { expect, it } from 'vitest'
import { parseKey } from './key-input'

it.each([
  ['mlab-0123456789', 'mlab-0123456789'],
  ['  mlab-0123456789\r\n', 'mlab-0123456789'],
  [`"quoted'~!`, `"quoted'~!`],
  ['x'.repeat(512), 'x'.repeat(512)]
])('accepts %j [I15]', (typed, key) => {
  expect(parseKey(typed)).toEqual({ ok: true, value: key })
})

it.each([
  '',
  '   ',
  'tiny-1',
  'two words here',
  'line\nbreak-in-it',
  'schlüssel-ß',
  'nul\0nul\0nul',
  'x'.repeat(513),
  'x'.repeat(10_240)
])('rejects %j without repeating it [I15]', (typed) => {
  const result = parseKey(typed)
  expect(result).toMatchObject({ ok: false, error: { code: 'invalid_input', field: 'key' } })
  if (typed.trim() !== '') expect(JSON.stringify(result)).not.toContain(typed.trim())
})
