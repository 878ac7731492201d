import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

/** Returns the hashes of the files in a folder, sorted. Other programs may be writing there. */
export const hashesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .flatMap((name) => readUnlessGone(join(folder, name)) ?? [])
    .map((bytes) => createHash('sha256').update(bytes).digest('hex'))
    .sort()

/** Returns the bytes of a file; undefined where it was renamed or deleted in the meantime. */
export function readUnlessGone(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
