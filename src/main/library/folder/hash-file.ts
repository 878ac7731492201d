import { createHash } from 'node:crypto'
import { openRegular } from '../../base/careful-files'

/**
 * Returns the SHA-256 of a file, or of its first bytes, hexadecimal. Rejects when aborted, and for anything
 * but a regular file.
 */
export async function sha256Of(path: string, signal?: AbortSignal, bytes?: number): Promise<string> {
  const hash = createHash('sha256')
  if (bytes === 0) return hash.digest('hex')
  const file = await openRegular(path, 'read')
  try {
    const stream = file.createReadStream({ autoClose: false, ...(bytes !== undefined && { end: bytes - 1 }) })
    for await (const chunk of stream) {
      signal?.throwIfAborted()
      hash.update(chunk as Buffer)
    }
    return hash.digest('hex')
  } finally {
    await file.close()
  }
}
