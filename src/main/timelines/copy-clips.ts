import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { ProblemError } from '@shared/problem'
import { kindOf, NotOrdinaryError } from '../base/careful-files'
import { errorCode } from '../base/errors'
import { flushFile } from '../base/files'
import type { Place } from './ports'
import { noRoom } from './problems'

/** Clip that is put beside a timeline, under the name that it has. */
export interface CopiedFile {
  readonly path: string
  readonly fileName: string
  readonly bytes: number
}

/** Kept free for everything else on the disk. */
const reserveBytes = 100_000_000

/**
 * Puts files into a folder: as clones where the disk has them, otherwise as copies. Never as links: an editor that
 * writes into its media would change the library's clip. Replaces nothing.
 *
 * @throws ProblemError when the copies do not fit.
 */
export async function copyClips(
  files: readonly CopiedFile[],
  folder: string,
  deps: {
    readonly place: Place
    readonly signal: AbortSignal
    readonly onPlaced: (path: string) => void
    readonly onProgress: (bytes: number) => void
  }
): Promise<void> {
  const left: CopiedFile[] = []
  let done = 0
  const count = ({ fileName, bytes }: CopiedFile): void => {
    done += bytes
    deps.onPlaced(join(folder, fileName))
    deps.onProgress(done)
  }
  for (const file of files) {
    deps.signal.throwIfAborted()
    if ((await kindOf(file.path)) !== 'file') throw new NotOrdinaryError('file')
    if (await cloned(file, folder)) count(file)
    else left.push(file)
  }
  await requireRoom(
    folder,
    left.reduce((sum, { bytes }) => sum + bytes, 0)
  )
  for (const file of left) {
    deps.signal.throwIfAborted()
    await copied(file, folder, deps.place)
    count(file)
  }
}

/** @throws ProblemError when this much does not fit. */
export async function requireRoom(folder: string, bytes: number): Promise<void> {
  if (bytes === 0) return
  const { bavail, bsize } = await statfs(folder)
  const freeBytes = bavail * bsize
  if (freeBytes < bytes + reserveBytes) throw new ProblemError(noRoom(bytes + reserveBytes, freeBytes))
}

/** Returns false where the disk has no clones, or it is another one. */
async function cloned({ path, fileName }: CopiedFile, folder: string): Promise<boolean> {
  try {
    await copyFile(path, join(folder, fileName), constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw error
    return false
  }
}

async function copied({ path, fileName }: CopiedFile, folder: string, place: Place): Promise<void> {
  const part = join(folder, `.${randomUUID()}.part`)
  try {
    await copyFile(path, part, constants.COPYFILE_EXCL)
    await flushFile(part)
    const outcome = await place(part, join(folder, fileName))
    if (outcome !== 'placed') throw new Error(`A copy could not be named: ${outcome}`)
  } finally {
    await rm(part, { force: true })
  }
}
