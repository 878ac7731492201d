/** The mark of EBML. Another server may answer with WebM, of which only the hash tells whether it is whole. */
const webmMark = 0x1a45dfa3

/**
 * Whether bytes are a whole MP4 file by its outer form: boxes that end where the file ends, an index and pictures
 * among them. Our own few lines, so that a fault run believes nothing that the app says of its files.
 */
export function isWholeVideo(bytes: Buffer): boolean {
  if (bytes.length > 4 && bytes.readUInt32BE() === webmMark) return true
  const types: string[] = []
  let at = 0
  while (at + 8 <= bytes.length) {
    const short = bytes.readUInt32BE(at)
    const isLong = short === 1 && at + 16 <= bytes.length
    const size = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short || bytes.length - at
    if (size < 8) return false
    types.push(bytes.toString('latin1', at + 4, at + 8))
    at += size
  }
  return at === bytes.length && types[0] === 'ftyp' && types.includes('moov') && types.includes('mdat')
}
