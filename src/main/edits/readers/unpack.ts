import { createGunzip } from 'node:zlib'
import { pipeline, type Readable } from 'node:stream'
import { fromFd, type Entry, type ZipFile } from 'yauzl'
import { limits, UnreadableEdit } from './limits'

/** Yields pieces up to a number of bytes. @throws UnreadableEdit for more. */
export async function* bounded(pieces: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const piece of pieces) {
    bytes += piece.length
    if (bytes > most) throw new UnreadableEdit('too_large', 'bytes')
    yield piece
  }
}

/** A project is never packed nearly as tightly as a bomb is. */
const tightest = { ratio: 200, fromBytes: 8 * 2 ** 20 }

/** Unpacks a gzip stream piece by piece, never more than is read of it. */
export async function* gunzip(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unpacked = createGunzip()
  // Its failures reach whoever reads it.
  pipeline(pieces, unpacked, () => undefined)
  try {
    let bytes = 0
    for await (const piece of bounded(unpacked, limits.unpackedBytes)) {
      bytes += piece.length
      if (bytes > tightest.fromBytes && bytes > unpacked.bytesWritten * tightest.ratio)
        throw new UnreadableEdit('too_large', 'gzip ratio')
      yield piece
    }
  } catch (error) {
    throw error instanceof UnreadableEdit ? error : new UnreadableEdit('damaged', 'gzip')
  } finally {
    unpacked.destroy()
  }
}

/** Name of the project in an archive of OpenTimelineIO. */
const otioContent = 'content.otio'

/**
 * Yields the project in a ZIP archive with its media, which are not read.
 *
 * @param descriptor Closed by the caller.
 */
export async function* unzipOtio(descriptor: number): AsyncGenerator<Uint8Array> {
  try {
    const zip = await openZip(descriptor)
    if (zip.entryCount > limits.zipEntries) throw new UnreadableEdit('too_large', 'ZIP entries')
    const entry = await findEntry(zip, otioContent)
    if (!entry) throw new UnreadableEdit('unknown', 'ZIP without content.otio')
    if (entry.uncompressedSize > limits.jsonBytes) throw new UnreadableEdit('too_large', 'ZIP entry')
    yield* bounded(await openEntry(zip, entry), limits.jsonBytes)
  } catch (error) {
    throw error instanceof UnreadableEdit ? error : new UnreadableEdit('damaged', 'ZIP')
  }
}

const openZip = (descriptor: number): Promise<ZipFile> =>
  new Promise((resolve, reject) =>
    fromFd(descriptor, { autoClose: false, lazyEntries: true }, (error, zip) =>
      error ? reject(error) : resolve(zip)
    )
  )

const openEntry = (zip: ZipFile, entry: Entry): Promise<Readable> =>
  new Promise((resolve, reject) =>
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)))
  )

const findEntry = (zip: ZipFile, name: string): Promise<Entry | null> =>
  new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      if (entry.fileName === name) resolve(entry)
      else zip.readEntry()
    })
    zip.on('end', () => resolve(null))
    zip.on('error', reject)
    zip.readEntry()
  })
