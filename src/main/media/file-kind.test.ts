import { expect, it } from 'vitest'
import { fileKind } from './file-kind'

const bytes = (text: string): Uint8Array => Buffer.from(text.padEnd(24, '\0'), 'latin1')

it.each([
  ['\0\0\0\x18ftypisom', 'iso', '.mp4'],
  ['\0\0\0\x08free\0\0\0\x18ftyp', 'iso', '.mp4'],
  ['\0\0\0\x08wide\0\0\0\x18mdat', 'iso', '.mp4'],
  ['\0\0\0\x18ftypheic', 'other', '.heic'],
  ['\0\0\0\x18ftypavif', 'other', '.avif'],
  ['\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm', 'ebml', '.webm'],
  ['\x1a\x45\xdf\xa3\x9fB\x82\x88matroska', 'ebml', '.mkv'],
  ['G@\x00\x10\x00', 'ts', '.ts'],
  ['GIF89a', 'other', '.gif'],
  ['\x89PNG\r\n\x1a\n', 'other', '.png'],
  ['RIFF\x10\x10\x10\x10WEBP', 'other', '.webp'],
  ['RIFF\x10\x10\x10\x10AVI LIST', 'other', '.avi'],
  ['OggS\0', 'other', '.ogg'],
  ['PK\x03\x04', 'other', '.zip'],
  ['\x7fELF\x02\x01', 'other', '.bin']
])('recognizes a file that begins with %j', (start, family, ending) => {
  expect(fileKind(bytes(start))).toEqual({ family, ending })
})

it.each([
  '<!doctype html><html><head>',
  '{"status":"error","message":"gone"}',
  '\ufeff[1]',
  'Not found',
  'Go 200 times',
  ''
])('recognizes %j as text', (text) => {
  expect(fileKind(Buffer.from(text))).toEqual({ family: 'text', ending: '.txt' })
})
