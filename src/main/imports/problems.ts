import { formatBytes } from '@shared/format-bytes'
import type { Problem } from '@shared/problem'
import { errorCode } from '../base/errors'

export const notAVideo: Problem = {
  code: 'wrong_kind_of_file',
  message: 'It isn’t a video that Dailies can read.',
  advice: 'MP4, MOV, WebM, MKV and TS work.',
  retryable: false
}

export const damaged: Problem = {
  code: 'file_damaged',
  message: 'It’s cut off or damaged.',
  retryable: false
}

export const notAFile: Problem = {
  code: 'wrong_kind_of_file',
  message: 'It isn’t a file.',
  retryable: false
}

const notReadable: Problem = {
  code: 'file_missing',
  message: 'It couldn’t be read.',
  advice: 'It may be gone, in use, or not yours to open.',
  retryable: true
}

export const changedMeanwhile: Problem = {
  code: 'file_damaged',
  message: 'It changed while it was imported.',
  advice: 'Try again once the other program is done.',
  retryable: true
}

/** A player learns the kind of a file by its ending. */
export const oddEnding = (ending: string): Problem => ({
  code: 'wrong_kind_of_file',
  message: `A linked file of this kind has to end in ${ending}.`,
  advice: 'Rename it, or import a copy.',
  retryable: false
})

export const noName: Problem = {
  code: 'not_possible_now',
  message: 'No name is free for it in the library folder.',
  retryable: false
}

export const locked: Problem = {
  code: 'not_possible_now',
  message: 'Another program holds its copy.',
  advice: 'Try again in a moment.',
  retryable: true
}

export const noRoom = (needBytes: number, freeBytes: number): Problem => ({
  code: 'disk_full',
  message: `No room for a copy: ${formatBytes(needBytes)} needed, ${formatBytes(freeBytes)} free.`,
  advice: 'Make room, or link the file.',
  retryable: true
})

const noRoomLeft: Problem = {
  code: 'disk_full',
  message: 'The disk became full.',
  advice: 'Make room, or link the file.',
  retryable: true
}

/** Returns what an error of the file system means for a file; null for any other error. */
export function problemOf(error: unknown): Problem | null {
  const code = errorCode(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return noRoomLeft
  if (code === 'ENOTORDINARY') return notAFile
  return error instanceof Error && 'syscall' in error ? notReadable : null
}
