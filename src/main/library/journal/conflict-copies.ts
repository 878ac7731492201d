import { readdir } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { openRegular } from '../../base/careful-files'

/** Copy that a sync tool made beside a file of the library because two devices wrote it at once. */
export interface ConflictCopy {
  readonly name: string
  /** In bytes. A copy that has grown is read again. */
  readonly size: number
}

/** Maximum number of copies that are read: some sync tools never stop making more. */
const mostCopies = 20

/**
 * Lists the conflict copies of a file. Each tool has its own way to name them, and all keep the ends of the name:
 * `journal.sync-conflict-20261122-101010-ABCDEFG.jsonl` (Syncthing), `journal (Ann’s conflicted copy).jsonl`
 * (Dropbox, Nextcloud), `journal-DESKTOP-1.jsonl` (OneDrive), `journal (1).jsonl` (Google Drive), `journal 2.jsonl`
 * (iCloud).
 */
export async function conflictCopiesOf(path: string): Promise<readonly ConflictCopy[]> {
  const ending = extname(path)
  const stem = basename(path, ending).toLowerCase()
  const names = await readdir(dirname(path)).catch((): string[] => [])
  const found = names
    .filter((name) => {
      const low = name.toLowerCase()
      return low.startsWith(stem) && low.endsWith(ending) && low !== stem + ending
    })
    .sort()
    .slice(0, mostCopies)
  const copies = await Promise.all(found.map((name) => copyAt(join(dirname(path), name))))
  return copies.filter((copy) => copy !== null)
}

/** Returns null for anything but a readable regular file. */
async function copyAt(path: string): Promise<ConflictCopy | null> {
  try {
    const file = await openRegular(path, 'read')
    try {
      return { name: basename(path), size: (await file.stat()).size }
    } finally {
      await file.close()
    }
  } catch {
    return null
  }
}

/** Returns copies that are new or have changed since they were read. */
export const unread = (
  copies: readonly ConflictCopy[],
  read: readonly ConflictCopy[]
): readonly ConflictCopy[] =>
  copies.filter(({ name, size }) => !read.some((copy) => copy.name === name && copy.size === size))
