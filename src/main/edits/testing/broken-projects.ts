import { truncateSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ZipFile } from 'yazl'
import type { UnreadableReason } from '../readers/limits'

/** A project file that must be refused, and why. `closed`: it cannot even be opened. */
export interface BrokenProject {
  readonly what: string
  readonly name: string
  readonly reason: UnreadableReason | 'closed'
  /** Writes it. */
  readonly write: (path: string) => void | Promise<void>
}

const broken = (
  what: string,
  name: string,
  reason: BrokenProject['reason'],
  content: string | Buffer | (() => string | Buffer | Promise<Buffer>)
): BrokenProject => ({
  what,
  name,
  reason,
  write: async (path) => writeFileSync(path, typeof content === 'function' ? await content() : content)
})

const mlt = (inside: string): string => `<?xml version="1.0"?>\n<mlt>${inside}</mlt>`
const otio = '{"OTIO_SCHEMA":"Timeline.1","tracks":{"OTIO_SCHEMA":"Stack.1","children":[]}}'

/** Returns a ZIP archive of some files. */
async function zip(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const archive = new ZipFile()
  for (const [name, text] of Object.entries(files))
    archive.addBuffer(Buffer.from(text), name, { compress: false })
  archive.end()
  const parts: Buffer[] = []
  for await (const part of archive.outputStream) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** Changes numbers of a ZIP's central directory, by their offset in an entry. */
async function forgedZip(change: (bytes: Buffer, entry: number) => void): Promise<Buffer> {
  const bytes = await zip({ 'content.otio': otio })
  change(bytes, bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1')))
  return bytes
}

const uncompressedSize = 24
const compressedSize = 20
const flags = 8
const method = 10
const nameOffset = 46

const laughs = `<?xml version="1.0"?><!DOCTYPE mlt [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
  <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><mlt>&c;</mlt>`

/** Hostile and broken project files, built for each run. */
export const brokenProjects: readonly BrokenProject[] = [
  broken('an empty file', 'empty.mlt', 'unknown', ''),
  broken('only space', 'space.kdenlive', 'unknown', ' \n\t\n'),
  broken(
    'noise',
    'noise.kdenlive',
    'unknown',
    Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 97) % 256))
  ),
  broken('a web page', 'page.xml', 'unknown', '<html><body><p>Film</p></body></html>'),
  broken('XML of something else', 'feed.xml', 'unknown', '<?xml version="1.0"?><rss version="2.0"/>'),
  broken('a root named like a property of objects', 'odd.xml', 'unknown', '<constructor/>'),
  broken('XML that is cut off', 'cut.mlt', 'damaged', mlt('<producer id="a"/>').slice(0, -8)),
  broken('a tag that is cut off', 'tag.mlt', 'damaged', '<mlt><producer id="'),
  broken('tags that cross', 'cross.fcpxml', 'damaged', '<fcpxml><a><b></a></b></fcpxml>'),
  broken('two roots', 'two.mlt', 'damaged', `${mlt('')}<mlt/>`),
  broken('text around the root', 'text.mlt', 'damaged', `<mlt/>more`),
  broken('an attribute without quotes', 'bare.mlt', 'damaged', '<mlt><producer id=a/></mlt>'),
  broken('entities that multiply', 'laughs.mlt', 'unsafe', laughs),
  broken(
    'an entity that names a file',
    'external.xml',
    'unsafe',
    '<!DOCTYPE xmeml [<!ENTITY x SYSTEM "file:///etc/passwd">]><xmeml>&x;</xmeml>'
  ),
  broken(
    'a parameter entity',
    'parameter.fcpxml',
    'unsafe',
    '<!DOCTYPE fcpxml [<!ENTITY % x SYSTEM "http://localhost/x"> %x;]><fcpxml/>'
  ),
  broken('an unknown entity', 'entity.mlt', 'damaged', mlt('<a>&nbsp;</a>')),
  broken('10,000 levels', 'deep.mlt', 'too_large', () => '<mlt>' + '<a>'.repeat(10_000)),
  broken('an element with 1,000 attributes', 'wide.mlt', 'too_large', () =>
    mlt(`<producer ${Array.from({ length: 1000 }, (_, at) => `a${at}="1"`).join(' ')}/>`)
  ),
  broken('a million elements', 'many.mlt', 'too_large', () => mlt('<a/>'.repeat(1_000_001))),
  broken('an endless attribute', 'attribute.mlt', 'damaged', () =>
    mlt(`<producer id="${'a'.repeat(1_000_000)}"/>`)
  ),
  broken('an endless name', 'name.mlt', 'damaged', () => `<${'a'.repeat(1_000_000)}`),
  {
    what: 'a file above the limit',
    name: 'huge.mlt',
    reason: 'too_large',
    write: (path) => {
      writeFileSync(path, '<mlt>')
      truncateSync(path, 300 * 2 ** 20)
    }
  },
  broken('more files than a project has', 'files.mlt', 'too_large', () =>
    mlt(
      Array.from(
        { length: 50_001 },
        (_, at) => `<producer id="${at}"><property name="resource">${at}</property></producer>`
      ).join('')
    )
  ),
  broken('paths that are much longer than those of a project', 'paths.mlt', 'too_large', () =>
    mlt(
      Array.from(
        { length: 9000 },
        (_, at) =>
          `<producer id="${at}"><property name="resource">${at}/${'a'.repeat(4000)}</property></producer>`
      ).join('')
    )
  ),
  broken('gzip that is cut off', 'cut.prproj', 'damaged', () =>
    gzipSync(mlt('<a/>'.repeat(5000))).subarray(0, 40)
  ),
  broken('gzip that unpacks to much more', 'bomb.prproj', 'too_large', () =>
    gzipSync(`<PremiereData>${' '.repeat(40_000_000)}</PremiereData>`)
  ),
  broken('gzip in gzip', 'twice.prproj', 'unknown', () => gzipSync(gzipSync('<PremiereData/>'))),
  broken('gzip of nothing', 'nothing.prproj', 'unknown', () => gzipSync('')),
  broken('a ZIP without a project', 'other.otioz', 'unknown', () => zip({ 'readme.txt': 'hello' })),
  broken('a ZIP that is cut off', 'cut.otioz', 'damaged', async () =>
    (await zip({ 'content.otio': otio })).subarray(0, 60)
  ),
  broken('a ZIP that leads out of its folder', 'out.otioz', 'damaged', () =>
    forgedZip((bytes, entry) => bytes.write('../../t.otio', entry + nameOffset, 'latin1'))
  ),
  broken('a ZIP entry that claims a terabyte', 'claims.otioz', 'too_large', () =>
    forgedZip((bytes, entry) => {
      bytes.writeUInt16LE(8, entry + method)
      bytes.writeUInt32LE(0xfffffff0, entry + uncompressedSize)
    })
  ),
  broken('a ZIP entry with another length', 'length.otioz', 'damaged', () =>
    forgedZip((bytes, entry) => bytes.writeUInt32LE(7, entry + compressedSize))
  ),
  broken('an encrypted ZIP', 'secret.otioz', 'damaged', () =>
    forgedZip((bytes, entry) => bytes.writeUInt16LE(bytes.readUInt16LE(entry + flags) | 1, entry + flags))
  ),
  broken('JSON that is cut off', 'cut.otio', 'damaged', otio.slice(0, -3)),
  broken('100,000 levels of JSON', 'deep.otio', 'too_large', () => '{"a":' + '['.repeat(100_000)),
  broken('JSON of something else', 'package.otio', 'unknown', '{"name":"package","files":[]}'),
  broken('a list of JSON', 'list.osp', 'unknown', '[1,2,3]'),
  broken(
    'an EDL with an endless line',
    'line.edl',
    'unknown',
    () => `1 AX ${' '.repeat(1_000_000)} V C 00:00:00:00 00:00:02:00 01:00:00:00 01:00:02:00`
  ),
  broken('an EDL without an edit', 'empty.edl', 'unknown', 'TITLE: Film\nFCM: NON-DROP FRAME\n'),
  {
    what: 'a folder without its document',
    name: 'empty.fcpxmld',
    reason: 'unknown',
    write: (path) => mkdirSync(path)
  },
  {
    what: 'a folder whose document is a link',
    name: 'link.fcpxmld',
    reason: 'closed',
    write: (path) => {
      mkdirSync(path)
      symlinkSync('/etc/passwd', join(path, 'Info.fcpxml'))
    }
  }
]
