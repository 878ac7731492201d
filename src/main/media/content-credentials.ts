import type { Box, ByteSource } from './mp4-boxes'

/** The box that holds a C2PA manifest in MP4 and QuickTime files (C2PA technical specification, "Embedding"). */
const c2paUuid = 'd8fec3d61b0e483c92975828877ec481'

/** A JUMBF description box of a C2PA manifest store, and the XMP property that names a manifest kept elsewhere. */
const signatures = [
  Buffer.concat([Buffer.from('jumd'), Buffer.from('6332706100110010800000aa00389b71', 'hex')]),
  Buffer.from('dcterms:provenance')
]
const longestSignature = Math.max(...signatures.map(({ length }) => length))
const chunkBytes = 2 ** 20
/** Boxes that hold samples, or nothing. */
const passedOver = new Set(['mdat', 'free', 'skip', 'wide'])

/**
 * Returns whether a file has Content Credentials: a signature over its bytes, which any change breaks.
 *
 * @param boxes Of an MP4 or QuickTime file; null for any other, which is searched as a whole.
 */
export async function carriesCredentials(source: ByteSource, boxes: readonly Box[] | null): Promise<boolean> {
  if (boxes?.some(({ uuid, type }) => uuid === c2paUuid || type === 'jumb')) return true
  const parts = boxes?.filter(({ type }) => !passedOver.has(type)) ?? [{ start: 0, end: source.size }]
  for (const { start, end } of parts) if (await holdsSignature(source, start, end)) return true
  return false
}

async function holdsSignature(source: ByteSource, start: number, end: number): Promise<boolean> {
  const buffer = Buffer.alloc(Math.min(end - start, chunkBytes))
  for (let at = start; at < end; at += buffer.length - longestSignature) {
    const length = await source.read(buffer.subarray(0, Math.min(buffer.length, end - at)), at)
    const part = buffer.subarray(0, length)
    if (signatures.some((signature) => part.includes(signature))) return true
    if (length < buffer.length || at + length >= end) return false
  }
  return false
}
