import { readFileSync, rmSync, statSync, type BigIntStats } from 'node:fs'
import * as z from 'zod'
import { replaceFileSync } from '../../base/files'
import { parseJson } from '../tables/column-types'

/**
 * A file beside the database that says exactly which file a clean close left. Reading a whole database takes longer the
 * larger it is, and the first clips would wait for it: a file that nothing touched since is checked after they are shown.
 */
const notePath = (path: string): string => `${path}.closed`

const ClosedFile = z.strictObject({
  size: z.string(),
  fileId: z.string(),
  modifiedNs: z.string(),
  /** Set by the system at every change, also of the other times. */
  changedNs: z.string()
})
type ClosedFile = z.infer<typeof ClosedFile>

const ownerOnly = 0o600

/** Notes the file of a database that was checked in this run and closed cleanly. */
export function noteCleanClose(path: string): void {
  if (hasLog(path)) return
  replaceFileSync(notePath(path), JSON.stringify(closedFile(path)), ownerOnly)
}

/**
 * Returns whether a database is the very file that the last clean close left. The note is removed: it says nothing of a
 * file that is in use.
 */
export function takeCleanClose(path: string): boolean {
  try {
    const noted = ClosedFile.safeParse(parseJson(readFileSync(notePath(path), 'utf8'))).data
    rmSync(notePath(path))
    return noted !== undefined && !hasLog(path) && isSame(noted, closedFile(path))
  } catch {
    // There is none, or it would stay and be believed later: the file is checked before it is used.
    return false
  }
}

function closedFile(path: string): ClosedFile {
  const stats: BigIntStats = statSync(path, { bigint: true })
  return {
    size: String(stats.size),
    fileId: String(stats.ino),
    modifiedNs: String(stats.mtimeNs),
    changedNs: String(stats.ctimeNs)
  }
}

/** Returns whether there are writes beside the file. An empty log stays behind until the process ends. */
const hasLog = (path: string): boolean => (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0

const isSame = (one: ClosedFile, other: ClosedFile): boolean => JSON.stringify(one) === JSON.stringify(other)
