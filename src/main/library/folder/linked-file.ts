import { realpathSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import type { LibraryFolder } from './library-folder'

/** Where the file of a clip is. */
export interface FilePlace {
  /** In the library folder; null for a linked file. */
  readonly fileName: string | null
  readonly linkedPath: string | null
}

/**
 * Returns the path of a clip's file; null for none. A linked file counts only at exactly the path that the user chose:
 * where a folder on the way has become a link since, it is another file.
 */
export async function pathOfRecord(
  folder: Pick<LibraryFolder, 'pathOf'>,
  { fileName, linkedPath }: FilePlace
): Promise<string | null> {
  if (linkedPath === null) return fileName === null ? null : folder.pathOf(fileName)
  const real = await realpath(linkedPath).catch(() => null)
  return real === linkedPath ? linkedPath : null
}

/** Like `pathOfRecord`, but blocking: a native drag begins in its turn. */
export function pathOfRecordSync(
  folder: Pick<LibraryFolder, 'pathOf'>,
  { fileName, linkedPath }: FilePlace
): string | null {
  if (linkedPath === null) return fileName === null ? null : folder.pathOf(fileName)
  try {
    return realpathSync.native(linkedPath) === linkedPath ? linkedPath : null
  } catch {
    return null
  }
}
