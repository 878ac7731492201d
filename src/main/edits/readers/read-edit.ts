import { limits, UnreadableEdit } from './limits'
import { isEdl, readEdl } from './formats/edl'
import { readFcpxml } from './formats/fcpxml'
import { readFlowblade } from './formats/flowblade'
import { readGes } from './formats/ges'
import { parseBoundedJson } from './json'
import { readMlt } from './formats/mlt'
import { isOpenShot, readOpenShot } from './formats/openshot'
import { isOtio, readOtio } from './formats/otio'
import { premiereElements, readPremiere } from './formats/premiere'
import type { EditContents } from './used-media'
import { readXmeml } from './formats/xmeml'
import { readXmlTree, type XmlNode } from './xml-tree'

/** The bytes of a file, in pieces. */
export type Pieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** Readers of XML by the name of its root. */
const xmlReaders: Readonly<
  Record<string, { readonly read: (root: XmlNode) => EditContents; readonly kept?: ReadonlySet<string> }>
> = {
  mlt: { read: readMlt },
  fcpxml: { read: readFcpxml },
  xmeml: { read: readXmeml },
  ges: { read: readGes },
  PremiereData: { read: readPremiere, kept: premiereElements }
}

/**
 * Reads an unpacked project file, by what is in it.
 *
 * @param head Its first bytes.
 * @throws UnreadableEdit
 */
export async function readEdit(pieces: Pieces, head: Uint8Array, ending: string): Promise<EditContents> {
  const start = startOf(head)
  const { editor, media: named } = await readAs(start, pieces, ending)
  const media = named.map((used) => ({
    ...used,
    paths: used.paths.filter(({ length }) => length <= limits.pathLength).slice(0, limits.paths)
  }))
  const characters = sum(media.flatMap(({ paths }) => paths.map(({ length }) => length)))
  if (media.length > limits.media || characters > limits.pathCharacters)
    throw new UnreadableEdit('too_large', 'media')
  return { editor, media }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

async function readAs(start: string, pieces: Pieces, ending: string): Promise<EditContents> {
  if (start.startsWith('<')) {
    const root = await readXmlTree(pieces, (name) => xmlReaderOf(name).kept ?? null)
    return xmlReaderOf(root.name).read(root)
  }
  if (start.startsWith('{')) {
    const value = parseBoundedJson(await textOf(pieces, limits.jsonBytes))
    if (isOtio(value)) return readOtio(value)
    if (isOpenShot(value)) return readOpenShot(value)
    throw new UnreadableEdit('unknown', 'JSON')
  }
  if (ending === '.flb') return readFlowblade(await textOf(pieces, limits.jsonBytes))
  if (ending === '.edl') {
    const text = await textOf(pieces, limits.jsonBytes)
    if (isEdl(text)) return readEdl(text)
  }
  throw new UnreadableEdit('unknown', 'beginning')
}

function xmlReaderOf(name: string): (typeof xmlReaders)[string] {
  const reader = Object.hasOwn(xmlReaders, name) ? xmlReaders[name] : undefined
  if (!reader) throw new UnreadableEdit('unknown', 'root element')
  return reader
}

/** Returns the first characters after byte order mark and space, whatever the encoding. */
const startOf = (head: Uint8Array): string =>
  Buffer.from(head)
    .toString('latin1')
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replace(/\0/g, '')
    .trimStart()

async function textOf(pieces: Pieces, longestBytes: number): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const piece of pieces) {
    bytes += piece.length
    if (bytes > longestBytes) throw new UnreadableEdit('too_large', 'text')
    parts.push(piece)
  }
  return new TextDecoder().decode(Buffer.concat(parts))
}
