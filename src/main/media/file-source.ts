import { openRegular } from '../base/careful-files'
import type { ByteSource } from './mp4-boxes'

/** Opens a file for reading, passes it to `use`, and closes it in any case. */
export async function withFile<T>(path: string, use: (source: ByteSource) => Promise<T>): Promise<T> {
  const handle = await openRegular(path, 'read')
  try {
    const { size } = await handle.stat()
    return await use({
      size,
      read: async (buffer, position) => (await handle.read(buffer, 0, buffer.length, position)).bytesRead
    })
  } finally {
    await handle.close()
  }
}
