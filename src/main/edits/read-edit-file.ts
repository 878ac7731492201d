import { realpath, stat, type FileHandle } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { openRegular } from '../base/careful-files'
import { errorCode } from '../base/errors'
import { limits, UnreadableEdit } from './readers/limits'
import { readEdit, type Pieces } from './readers/read-edit'
import { bounded, gunzip, unzipOtio } from './readers/unpack'
import type { EditContents } from './readers/used-media'

/** Number of bytes that tell what a file is. */
const headBytes = 512

/**
 * Reads a project file, or the folder that newer versions of Final Cut write. Nothing else is read, and no file that it
 * names.
 *
 * @throws UnreadableEdit; NotOrdinaryError and errors of the file system for what cannot be opened.
 */
export async function readEditFile(path: string): Promise<EditContents> {
  const ending = extname(path).toLowerCase()
  const isFolder = (await stat(path)).isDirectory()
  const file = await openRegular(isFolder ? join(path, 'Info.fcpxml') : await realpath(path), 'read').catch(
    (error: unknown) => {
      throw isFolder && errorCode(error) === 'ENOENT'
        ? new UnreadableEdit('unknown', 'no Info.fcpxml')
        : error
    }
  )
  try {
    const head = await headOf(file)
    return await readEdit(...(await unpacked(file, head)), ending)
  } finally {
    await file.close()
  }
}

/** Returns the pieces of a file without its compression, and its first bytes. */
async function unpacked(file: FileHandle, head: Uint8Array): Promise<[Pieces, Uint8Array]> {
  // The file may be as long as its media.
  if (startsWith(head, 'PK')) return withHead(unzipOtio(file.fd))
  if ((await file.stat()).size > limits.fileBytes) throw new UnreadableEdit('too_large', 'file')
  const pieces = bounded(file.createReadStream({ start: 0, autoClose: false }), limits.fileBytes)
  return startsWith(head, '\x1f\x8b') ? withHead(gunzip(pieces)) : [pieces, head]
}

const startsWith = (head: Uint8Array, text: string): boolean =>
  Buffer.from(head.subarray(0, text.length)).toString('latin1') === text

async function headOf(file: FileHandle): Promise<Uint8Array> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
  return buffer.subarray(0, bytesRead)
}

/** Reads the first piece ahead. */
async function withHead(pieces: AsyncGenerator<Uint8Array>): Promise<[Pieces, Uint8Array]> {
  const first = await pieces.next()
  const head: Uint8Array = first.done ? new Uint8Array() : first.value
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield head
    yield* pieces
  }
  return [whole(), head]
}
