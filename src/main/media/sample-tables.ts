import { bytesSource, walkBoxes, type Box, type ByteSource } from './mp4-boxes'

/**
 * Sanity checks of an MP4 index before it is parsed. A few bytes can claim four billion samples, and a parser that
 * trusts them blocks for minutes or runs out of memory. So the counts are compared with the size of the file.
 */

/** Most samples of a track. A clip of a minute has a few thousand; this many are hours of audio. */
const mostSamples = 5_000_000
/** Tolerance for counts: in real files they can be off by a few samples or chunks. */
const slack = 1000
/** Largest index in bytes. Only a film of several days would need more. */
const largestIndex = 64 * 2 ** 20

const containers = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'moof', 'traf'])
/** Boxes that a parser skips, so their size does not matter. */
const unread = new Set(['mdat', 'free', 'skip', 'wide', 'uuid'])
/** Bytes of an entry in each table that starts with an entry count. */
const entryBytes: Readonly<Record<string, number>> = {
  stts: 8,
  ctts: 8,
  stsc: 12,
  stss: 4,
  stco: 4,
  co64: 8,
  elst: 12
}

/** Returns whether every table of an MP4 file claims no more entries than the file can hold. */
export async function areTablesSane(source: ByteSource, boxes: readonly Box[]): Promise<boolean> {
  for (const box of boxes) {
    if (unread.has(box.type)) continue
    if (box.end - box.start > largestIndex) return false
    if (!containers.has(box.type)) continue
    const payload = Buffer.alloc(box.end - box.payloadStart)
    await source.read(payload, box.payloadStart)
    if (!(await isContainerSane(payload))) return false
  }
  return true
}

async function isContainerSane(payload: Buffer): Promise<boolean> {
  const { kind, boxes } = await walkBoxes(bytesSource(payload))
  if (kind === 'broken') return false
  const tables: Table[] = []
  for (const { type, payloadStart, end } of boxes) {
    const content = payload.subarray(payloadStart, end)
    if (containers.has(type) && !(await isContainerSane(content))) return false
    tables.push({ type, content })
  }
  return tables.every(fitsItsBox) && fitTogether(tables)
}

/** A box inside the index. Every table begins with four bytes of version and flags. */
interface Table {
  readonly type: string
  readonly content: Buffer
}

/** Reads a 32-bit number of a table; 0 if the table is too short. */
const numberAt = ({ content }: Table, offset: number): number =>
  content.length >= offset + 4 ? content.readUInt32BE(offset) : 0

function fitsItsBox(table: Table): boolean {
  const { type, content } = table
  const bytes = entryBytes[type]
  if (bytes !== undefined) return 8 + numberAt(table, 4) * bytes <= content.length
  if (type === 'trun') return numberAt(table, 4) <= mostSamples
  if (type !== 'stsz' && type !== 'stz2') return true
  // One size for all samples, or one for each: 32 bits, or at least four in a compact table.
  const haveOneSize = type === 'stsz' && numberAt(table, 4) !== 0
  const bitsEach = haveOneSize ? 0 : type === 'stsz' ? 32 : 4
  const samples = numberAt(table, 8)
  return samples <= mostSamples && 12 + (samples * bitsEach) / 8 <= content.length
}

/** Returns whether no run has more samples than the track, and no chunk number exceeds the chunk count. */
function fitTogether(tables: readonly Table[]): boolean {
  const ofType = (...types: readonly string[]): readonly Table[] =>
    tables.filter(({ type }) => types.includes(type))
  const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0)
  const samples = total(ofType('stsz', 'stz2').map((table) => numberAt(table, 8))) + slack
  const chunks = total(ofType('stco', 'co64').map((table) => numberAt(table, 4))) + slack
  const runs = (type: string): number => total(ofType(type).flatMap((table) => column(table, 0)))
  const chunkRuns = ofType('stsc')
  return (
    runs('stts') <= samples &&
    runs('ctts') <= samples &&
    chunkRuns.every((table) => column(table, 0).every((firstChunk) => firstChunk <= chunks)) &&
    chunkRuns.every((table) => column(table, 4).every((samplesPerChunk) => samplesPerChunk <= samples))
  )
}

/** Returns the number at the given offset of every entry. */
function column(table: Table, offset: number): readonly number[] {
  const bytes = entryBytes[table.type] ?? Infinity
  const numbers: number[] = []
  for (let at = 8; at + bytes <= table.content.length; at += bytes) numbers.push(numberAt(table, at + offset))
  return numbers
}
