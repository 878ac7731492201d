import { createHash, type Hash } from 'node:crypto'
import type { OpenFile } from '../files'

const blockBytes = 2 ** 20

/**
 * Hashes the bytes of a file from `start` up to, not including, `end`. Returns the undigested SHA-256, so that
 * hashing can continue.
 *
 * @throws when the file is shorter.
 */
export async function hashRange(
  file: OpenFile,
  start: number,
  end: number,
  hash: Hash = createHash('sha256')
): Promise<Hash> {
  const block = Buffer.allocUnsafe(Math.min(blockBytes, end - start))
  for (let position = start; position < end;) {
    const wanted = block.subarray(0, Math.min(block.length, end - position))
    const got = await file.read(wanted, position)
    if (got < wanted.length) throw new Error('The file became shorter while it was read.')
    hash.update(wanted)
    position += got
  }
  return hash
}
