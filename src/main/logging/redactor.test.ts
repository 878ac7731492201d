import { expect, it } from 'vitest'
import { Redactor } from './redactor'

const redactor = new Redactor('/home/ada lovelace')
redactor.addSecret('mlab-secret/key=1')

it.each([
  ['sent mlab-secret/key=1 to', 'sent [hidden] to'],
  ['{"key":"mlab-secret\\/key=1"}', '{"key":"[hidden]"}'],
  ['?key=mlab-secret%2Fkey%3D1', '?key=[hidden]'],
  [
    'GET https://user:pw@pub-1.r2.dev:8443/generations/a.mp4?sig=abc failed',
    'GET https://pub-1.r2.dev:8443/… failed'
  ],
  ['("http://127.0.0.1:4010/api/x")', '("http://127.0.0.1:4010/…")'],
  ['https://[nonsense', '[address]'],
  ['at /home/ada lovelace/Videos/Dailies/a.mp4', 'at ~/Videos/Dailies/[name].mp4'],
  [
    "ENOENT: rename '/media/d/a paper boat.mp4' -> '/media/d/o'clock, rain.mp4'",
    "ENOENT: rename '/media/d/[name].mp4' -> '/media/d/[name].mp4'"
  ],
  ['open "D:\\\\Film\\\\a boat.mp4.xmp"', 'open "D:\\\\Film\\\\[name].mp4.xmp"'],
  ['unreadable: "a paper boat.mov"', 'unreadable: "[name].mov"'],
  ['at ~/app/out/main/index.js:3', 'at ~/app/out/main/index.js:3'],
  ['at file:///home/ada%20lovelace/app/index.js:3', 'at file://~/app/index.js:3'],
  ['nothing to hide at all', 'nothing to hide at all']
])('%s', (text, redacted) => {
  expect(redactor.redact(text)).toBe(redacted)
})

it('recognizes a Windows home folder, in JSON as well', () => {
  const windows = new Redactor('C:\\Users\\Ada')
  expect(windows.redact('C:\\Users\\Ada\\x and "C:\\\\Users\\\\Ada\\\\x"')).toBe('~\\x and "~\\\\x"')
})

it('ignores a secret so short that it would hide ordinary words', () => {
  const careful = new Redactor('/')
  careful.addSecret('key')
  expect(careful.redact('the key at /')).toBe('the key at /')
})
