import { copyFileSync, openSync, closeSync, ftruncateSync, statSync, writeSync } from 'node:fs'
import { createServer } from 'node:http'
import { createReadStream } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { projectFolder } from '../context'

const clip = join(projectFolder, 'src/simulator/clips/16x9-dusk.mp4')

/** Makes a whole video of so many bytes: a clip with a box of nothing behind it, which takes no room on the disk. */
export function makeLargeVideo(path: string, bytes: number): void {
  copyFileSync(clip, path)
  const { size } = statSync(path)
  const header = Buffer.alloc(8)
  header.writeUInt32BE(bytes - size)
  header.write('free', 4)
  const file = openSync(path, 'r+')
  try {
    writeSync(file, header, 0, header.length, size)
    ftruncateSync(file, bytes)
  } finally {
    closeSync(file)
  }
}

export interface FileServer {
  readonly url: string
  close(): void
}

/** Serves one file on this computer. */
export async function serveFile(path: string): Promise<FileServer> {
  const { size, mtime } = statSync(path)
  const server = createServer((_request, response) => {
    response.writeHead(200, {
      'content-type': 'video/mp4',
      'content-length': size,
      'accept-ranges': 'bytes',
      etag: `"${size}"`,
      'last-modified': mtime.toUTCString()
    })
    createReadStream(path, { highWaterMark: 1 << 20 }).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/large.mp4`,
    close: () => {
      server.closeAllConnections()
      server.close()
    }
  }
}
