import { readFileSync, rmSync, statSync, type BigIntStats } from 'node:fs'
import * as z from 'zod'
import { replaceFileSync } from '../../base/files'
import { parseJson } from '../tables/column-types'

/**
 * A file beside the database that says exactly which file a clean close left. Reading a whole database takes longer the
 * larger it is, and the first clips would wait for it: a file that nothing touched since is checked after they are shown.
 */
const notePath = (path: string): string => `${path}.closed`

/** A start that ends before the check does leaves it to the next one, at most this often in a row. */
const mostUncheckedRuns = 10

const Note = z.strictObject({
  uncheckedRuns: z.int().nonnegative(),
  size: z.string(),
  fileId: z.string(),
  modifiedNs: z.string(),
  /** Set by the system at every change, also of the other times. */
  changedNs: z.string()
})
type Note = z.infer<typeof Note>

const ownerOnly = 0o600

/**
 * Notes the file of a database that was closed cleanly.
 *
 * @param uncheckedRuns Runs in a row that ended before they had checked the whole file; 0 after a check.
 */
export function noteCleanClose(path: string, uncheckedRuns: number): void {
  if (hasLog(path) || uncheckedRuns >= mostUncheckedRuns) return
  const note: Note = { uncheckedRuns, ...fileAt(path) }
  replaceFileSync(notePath(path), JSON.stringify(note), ownerOnly)
}

/**
 * Removes the note, which says nothing of a file that is in use.
 *
 * @returns The noted number of unchecked runs if the database is the very file that the last clean close left; otherwise
 *   null.
 */
export function takeCleanClose(path: string): number | null {
  try {
    const note = Note.safeParse(parseJson(readFileSync(notePath(path), 'utf8'))).data
    rmSync(notePath(path))
    if (!note || hasLog(path)) return null
    const { uncheckedRuns, ...file } = note
    return JSON.stringify(file) === JSON.stringify(fileAt(path)) ? uncheckedRuns : null
  } catch {
    // There is none, or it would stay and be believed later: the file is checked before it is used.
    return null
  }
}

function fileAt(path: string): Omit<Note, 'uncheckedRuns'> {
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
