import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodePath, fileUrl } from './file-url'

it('encodes all that some editor reads otherwise [B03]', () => {
  expect(encodePath("a b/Sally's & (2), 50%#1;+=!$*.mp4")).toBe(
    'a%20b/Sally%27s%20%26%20%282%29%2C%2050%25%231%3B%2B%3D%21%24%2A.mp4'
  )
  expect(fileUrl('/Kino/夜 🎬.mp4')).toBe('file:///Kino/%E5%A4%9C%20%F0%9F%8E%AC.mp4')
})

it('writes drives and shares of Windows', () => {
  expect(fileUrl(String.raw`C:\Users\me\a b.mp4`)).toBe('file:///C:/Users/me/a%20b.mp4')
  expect(fileUrl(String.raw`\\nas\clips\a.mp4`)).toBe('file://nas/clips/a.mp4')
})

it('is decoded to the same path', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const name = text.replaceAll(/[/\0]/g, '-')
      fc.pre(!/^\.{0,2}$/.test(name))
      expect(fileURLToPath(fileUrl(`/clips/${name}`), { windows: false })).toBe(`/clips/${name}`)
    })
  )
})
