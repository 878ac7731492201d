import { expect, it } from 'vitest'
import { linkedClip } from './clip-link'

const id = '5b1f7a52-6f0e-4d53-9f0d-0a5c2f3d7a11'

it('finds the clip of a link among arguments', () => {
  expect(linkedClip(['/usr/bin/dailies', '--demo', `dailies://clip/${id}`])).toBe(id)
  expect(linkedClip([`dailies://clip/${id}/`, '--no-sandbox'])).toBe(id)
})

it.each([
  ['nothing', []],
  ['another host', [`dailies://open/${id}`]],
  ['a path', [`dailies://clip/../${id}`]],
  ['an encoded path', [`dailies://clip/%2e%2e/${id}`]],
  ['words after it', [`dailies://clip/${id}?generate=1`]],
  ['another scheme', [`https://clip/${id}`]],
  ['no id', ['dailies://clip/generate']],
  ['a long text', [`dailies://clip/${'a'.repeat(10_000)}`]]
])('ignores a link with %s [D17]', (_what, args) => {
  expect(linkedClip(args)).toBeNull()
})
