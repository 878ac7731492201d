import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import * as z from 'zod'
import { replaceFileSync } from '../base/files'

/** Half of the installation's mark that is outside the profile. */
export interface FileMark {
  readonly id: string
  /** Number of paid requests sent by then. */
  readonly sent: number
  /** Inode number of the file, which a copy does not have. */
  readonly place: string
}

const digits = 16
const Text = z.object({
  id: z.uuid(),
  sent: z
    .string()
    .regex(new RegExp(`^\\d{${digits}}$`))
    .transform(Number)
    .pipe(z.int())
})
/** Has a fixed length, so that the count can be overwritten in place. */
const textOf = (id: string, sent: number): string =>
  `${JSON.stringify({ id, sent: String(sent).padStart(digits, '0') })}\n`

/** Returns the mark; null where there is no readable one. */
export function readMark(path: string): FileMark | null {
  try {
    const { ino, size } = statSync(path, { bigint: true })
    if (size > 1000n) return null
    return { ...Text.parse(JSON.parse(readFileSync(path, 'utf8'))), place: String(ino) }
  } catch {
    return null
  }
}

/** Creates a new file durably, and returns its mark. */
export function makeMark(path: string, id: string, sent: number): FileMark {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  replaceFileSync(path, textOf(id, sent), 0o600)
  const made = readMark(path)
  if (made?.id !== id) throw new Error('The mark of this installation could not be read back')
  return made
}

/** Overwrites the count in place: a replaced file would have another inode. */
export function writeCount(path: string, id: string, sent: number): void {
  const file = openSync(path, 'r+')
  try {
    writeSync(file, textOf(id, sent), 0)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
