import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { readEditFile } from './read-edit-file'

let home: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'edit-file-'))
})
afterEach(() => rmSync(home, { recursive: true }))

const write = (name: string, bytes: string | Buffer): string => {
  writeFileSync(join(home, name), bytes)
  return join(home, name)
}
const pathsOf = async (path: string): Promise<readonly string[]> =>
  (await readEditFile(path)).media.flatMap(({ paths }) => paths)

const fcpxml = `<fcpxml version="1.10"><resources>
  <asset id="r1"><media-rep src="file:///lib/a%20b.mp4"/></asset></resources></fcpxml>`

it('reads the project in an archive of OpenTimelineIO, and none of its media', async () => {
  const zip = new ZipFile()
  zip.addBuffer(Buffer.alloc(100_000), 'media/a.mp4')
  const clip = {
    OTIO_SCHEMA: 'Clip.1',
    media_reference: { OTIO_SCHEMA: 'ExternalReference.1', target_url: 'media/a%26b.mp4' }
  }
  zip.addBuffer(
    Buffer.from(JSON.stringify({ OTIO_SCHEMA: 'SerializableCollection.1', children: [clip] })),
    'content.otio'
  )
  zip.addBuffer(Buffer.from('1.0.0'), 'version.txt')
  zip.end()
  const parts: Buffer[] = []
  for await (const part of zip.outputStream) parts.push(part as Buffer)
  expect(await pathsOf(write('Film.otioz', Buffer.concat(parts)))).toEqual([
    'media/a&b.mp4',
    'media/a%26b.mp4'
  ])
})

it('reads the folder of newer versions of Final Cut, whatever the case of its ending', async () => {
  mkdirSync(join(home, 'Film.FCPXMLD'))
  expect(await pathsOf((write('Film.FCPXMLD/Info.fcpxml', fcpxml), join(home, 'Film.FCPXMLD')))).toEqual([
    '/lib/a b.mp4'
  ])
})

it('reads a packed project of Premiere, and one that is not packed', async () => {
  const text =
    '<?xml version="1.0"?><PremiereData><Media><FilePath>/lib/a.mp4</FilePath></Media></PremiereData>'
  expect(await pathsOf(write('Film.prproj', gzipSync(text)))).toEqual(['/lib/a.mp4'])
  expect(await pathsOf(write('Old.prproj', text))).toEqual(['/lib/a.mp4'])
})

it('tells a project by its content, and follows a link to it', async () => {
  const path = write('Film.xml', fcpxml)
  symlinkSync(path, join(home, 'link.mlt'))
  expect(await pathsOf(join(home, 'link.mlt'))).toEqual(['/lib/a b.mp4'])
})
