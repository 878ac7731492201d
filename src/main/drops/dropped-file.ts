import { basename } from 'node:path'
import { realpath, stat } from 'node:fs/promises'
import { openRegular } from '../base/careful-files'

/** Number of first bytes that show what a file is. */
const headBytes = 4096

/** A file or folder that was dropped, as far as it was read to tell what it is. */
export interface DroppedFile {
  /** Where it is, links followed. */
  readonly path: string
  /** Name as it was dropped. */
  readonly name: string
  readonly kind: 'file' | 'folder'
  /** First bytes of a file; none of a folder. */
  readonly head: Uint8Array
}

/**
 * Reads the beginning of a dropped file.
 *
 * @throws NotOrdinaryError for a pipe or device; otherwise errors of the file system.
 */
export async function readDropped(dropped: string): Promise<DroppedFile> {
  const path = await realpath(dropped)
  const name = basename(dropped)
  if ((await stat(path)).isDirectory()) return { path, name, kind: 'folder', head: new Uint8Array() }
  const file = await openRegular(path, 'read')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return { path, name, kind: 'file', head: buffer.subarray(0, bytesRead) }
  } finally {
    await file.close()
  }
}
