import { expect, it } from 'vitest'
import { fileFormats } from './file-formats'

const paths = ['/home/me/a b #1.mp4', '/home/me/雨 & 50%.mp4']

it('lists files for the file managers of Linux as RFC 2483 and GNOME write them', () => {
  const first = 'file:///home/me/a%20b%20%231.mp4'
  const second = 'file:///home/me/%E9%9B%A8%20%26%2050%25.mp4'
  expect(fileFormats('linux', paths)).toEqual([
    { name: 'text/uri-list', text: `${first}\r\n${second}\r\n` },
    { name: 'x-special/gnome-copied-files', text: `copy\n${first}\n${second}` }
  ])
})

it('lists files for Finder in a property list', () => {
  const [format] = fileFormats('darwin', paths)
  expect(format?.name).toBe('NSFilenamesPboardType')
  expect(format?.text).toContain('<string>/home/me/雨 &#x26; 50%.mp4</string>')
})

it('has no form for Windows, which Electron cannot write', () => {
  expect(fileFormats('win32', ['C:\\clips\\a.mp4'])).toEqual([])
})
