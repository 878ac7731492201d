import { bytesSource, walkBoxes, type Box, type ByteSource } from './mp4-boxes'

/**
 * The index of an MP4 file says in a few bytes how many samples there are, and a parser that believes four billion
 * is busy for minutes without a pause, or takes all memory. So what it says is compared with what there is before
 * it is parsed.
 */

/** Hours of sound in single samples; a clip of a minute has some thousand. */
const mostSamples = 5_000_000
/** Real files count a sample or a chunk more or less here and there. */
const slack = 1000
/** An index of this size would be that of a film of days. */
const largestIndex = 64 * 2 ** 20

const containers = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'moof', 'traf'])
/** Boxes that a parser passes over, however large they are. */
const unread = new Set(['mdat', 'free', 'skip', 'wide', 'uuid'])
/** Bytes of an entry in tables that say how many entries they have. */
const entryBytes: Readonly<Record<string, number>> = {
  stts: 8,
  ctts: 8,
  stsc: 12,
  stss: 4,
  stco: 4,
  co64: 8,
  elst: 12
}

/** Whether no table of an MP4 file speaks of more than the file holds. */
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

/** A number of a table; 0 where it is too short to have one. */
const numberAt = ({ content }: Table, offset: number): number =>
  content.length >= offset + 4 ? content.readUInt32BE(offset) : 0

function fitsItsBox(table: Table): boolean {
  const { type, content } = table
  const bytes = entryBytes[type]
  if (bytes !== undefined) return 8 + numberAt(table, 4) * bytes <= content.length
  if (type === 'trun') return numberAt(table, 4) <= mostSamples
  if (type !== 'stsz' && type !== 'stz2') return true
  // A size for all of them, or one for each, which a compact table packs into four bits or more.
  const haveOneSize = type === 'stsz' && numberAt(table, 4) !== 0
  const bitsEach = haveOneSize ? 0 : type === 'stsz' ? 32 : 4
  const samples = numberAt(table, 8)
  return samples <= mostSamples && 12 + (samples * bitsEach) / 8 <= content.length
}

/** No run of samples is longer than there are samples, and no chunk beyond the chunks that there are. */
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

/** The number at the same offset of every entry. */
function column(table: Table, offset: number): readonly number[] {
  const bytes = entryBytes[table.type] ?? Infinity
  const numbers: number[] = []
  for (let at = 8; at + bytes <= table.content.length; at += bytes) numbers.push(numberAt(table, at + offset))
  return numbers
}
