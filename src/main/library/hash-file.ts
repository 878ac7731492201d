import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

/** SHA-256 of a whole file, hexadecimal. Rejects when it is called off. */
export async function sha256Of(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { signal })) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
