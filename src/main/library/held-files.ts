import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { VideoId } from '@shared/generation'
import { ProblemError, type Problem } from '@shared/problem'
import { errorCode } from '../base/errors'
import type { HeldFile, MediaFacts, VideoFile } from '../media/video-file'
import type { Place } from './move/copy-verified'
import { sha256Of } from './folder/hash-file'
import type { LibraryFolder } from './folder/library-folder'

/** Returns where a file is that was put aside, by its name of `downloads/part-file.ts`. */
export const heldPath = (incoming: string, id: VideoId): string => join(incoming, `${id}.held`)

/**
 * Places a held file in the library folder, byte for byte. After a crash it may have its name already.
 *
 * @throws ProblemError if the bytes are gone, or another file has the name.
 */
export async function keepHeldFile(deps: {
  readonly id: VideoId
  readonly held: HeldFile
  readonly folder: LibraryFolder
  readonly fileName: string
  readonly place: Place
}): Promise<VideoFile> {
  const { id, held, folder, fileName, place } = deps
  const path = folder.pathOf(fileName)
  if (path === null) throw new Error(`Video ${id}: its stored name is no file name`)
  if (!(await isFile(path, held))) {
    const source = heldPath(folder.incoming, id)
    if (!(await isFile(source, held))) throw new ProblemError(gone)
    if ((await place(source, path)) !== 'placed') throw new ProblemError(notPlaced)
  }
  const { bytes, sha256 } = held
  return {
    bytes,
    sha256,
    sourceBytes: bytes,
    sourceSha256: sha256,
    media: nothingKnown,
    traits: ['unchecked'],
    mediaSha256: null
  }
}

/** Media facts of a file that cannot be parsed. */
const nothingKnown: MediaFacts = {
  width: 0,
  height: 0,
  durationMs: 0,
  framesPerSecond: null,
  videoCodec: '',
  audioCodec: null
}

async function isFile(path: string, { bytes, sha256 }: HeldFile): Promise<boolean> {
  try {
    const stats = await lstat(path)
    return stats.isFile() && stats.size === bytes && (await sha256Of(path)) === sha256
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw error
  }
}

const gone: Problem = {
  code: 'file_missing',
  message: 'The file that was set aside is no longer there.',
  advice: 'Download it again.',
  retryable: false
}

const notPlaced: Problem = {
  code: 'not_possible_now',
  message: 'Couldn’t rename the file: its name is taken, or another program is using it.',
  advice: 'Try again.',
  retryable: true
}
