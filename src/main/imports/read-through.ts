import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { openRegular } from '../base/careful-files'

/** Hashing one blocks the main process for about a millisecond. */
const chunkBytes = 2 ** 20

/** Called with the number of bytes that were just read. */
type OnBytes = (bytes: number) => void

/** Returns length and SHA-256 of a file, and writes what it reads to `copyPath`, flushed, where that is given. */
export async function readThrough(
  path: string,
  how: { readonly copyPath?: string; readonly onBytes: OnBytes; readonly signal: AbortSignal }
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const { copyPath, onBytes, signal } = how
  const hash = createHash('sha256')
  const source = await openRegular(path, 'read')
  try {
    const copy = copyPath === undefined ? null : await open(copyPath, 'wx')
    try {
      const chunk = Buffer.alloc(chunkBytes)
      let bytes = 0
      for (;;) {
        signal.throwIfAborted()
        const { bytesRead } = await source.read(chunk, 0, chunkBytes, bytes)
        if (bytesRead === 0) break
        const read = chunk.subarray(0, bytesRead)
        hash.update(read)
        for (let written = 0; copy && written < bytesRead;) {
          written += (await copy.write(read, written, bytesRead - written, bytes + written)).bytesWritten
        }
        bytes += bytesRead
        onBytes(bytesRead)
      }
      await copy?.sync()
      return { bytes, sha256: hash.digest('hex') }
    } finally {
      await copy?.close()
    }
  } finally {
    await source.close()
  }
}
