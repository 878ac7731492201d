import { constants, copyFile, link, lstat, realpath, rm } from 'node:fs/promises'
import { flushFile, flushFolder, replaceFile } from '../base/files'

/** Links or renames a flushed file to a free name, durably. */
export type Place = (path: string, target: string) => Promise<'placed' | 'taken' | 'locked'>

/** Everything that changes a hot folder, and what says where it really is. */
export interface HotFiles {
  readonly realPath: (path: string) => Promise<string>
  /** Clones the file where the disk can, which takes no space; else copies it. Never replaces a file. */
  readonly copy: (source: string, part: string) => Promise<void>
  readonly link: (source: string, part: string) => Promise<void>
  readonly place: Place
  readonly remove: (path: string) => Promise<void>
  readonly flushFolder: (folder: string) => Promise<void>
  readonly writeMarker: (path: string, text: string) => Promise<void>
}

export const hotFilesOn = (place: Place): HotFiles => ({
  realPath: realpath,
  copy: async (source, part) => {
    await copyFile(source, part, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
    await flushFile(part)
  },
  link,
  place,
  remove: (path) => rm(path, { force: true }),
  flushFolder,
  writeMarker: replaceFile
})

/** Facts of a file that change when it is written or replaced. */
export interface FileFacts {
  readonly bytes: number
  readonly inode: string
  readonly modifiedNs: string
}

/** Returns the facts of a regular file; `other` for a link or anything else. */
export async function factsOf(path: string): Promise<FileFacts | 'nothing' | 'other'> {
  const stats = await lstat(path, { bigint: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  })
  if (!stats) return 'nothing'
  if (!stats.isFile()) return 'other'
  return { bytes: Number(stats.size), inode: String(stats.ino), modifiedNs: String(stats.mtimeNs) }
}
