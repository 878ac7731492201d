/** First bytes of EBML. Another server may answer with WebM, which only its hash can verify. */
const webmMark = 0x1a45dfa3

/** Boxes that a cut can damage; anything else after the last box is not part of the video. */
const boxTypes = ['ftyp', 'moov', 'moof', 'mdat', 'mfra', 'free', 'skip', 'uuid', 'udta', 'wide']

/**
 * Returns whether bytes are a complete MP4 file: an index and frames among its boxes, and none of
 * them cut. A server may append other bytes. Independent of the app's code, so that a fault run verifies what the app
 * reports.
 */
export function isWholeVideo(bytes: Buffer): boolean {
  if (bytes.length > 4 && bytes.readUInt32BE() === webmMark) return true
  const types: string[] = []
  let at = 0
  while (at + 8 <= bytes.length) {
    const short = bytes.readUInt32BE(at)
    const isLong = short === 1 && at + 16 <= bytes.length
    const size = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short || bytes.length - at
    const type = bytes.toString('latin1', at + 4, at + 8)
    const isCut = size < 8 || at + size > bytes.length
    if (isCut && boxTypes.includes(type)) return false
    if (isCut) break
    types.push(type)
    at += size
  }
  return types[0] === 'ftyp' && types.includes('moov') && types.includes('mdat')
}
