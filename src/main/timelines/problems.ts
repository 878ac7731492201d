import { formatBytes } from '@shared/format-bytes'
import { ProblemError, type Problem } from '@shared/problem'
import { errorCode } from '../base/errors'

export const nothingToExport: Problem = {
  code: 'not_possible_now',
  message: 'None of these clips has a file here.',
  advice: 'Choose clips that are ready, or circle takes of your shots.',
  retryable: false
}

export const alreadySaving: Problem = {
  code: 'not_possible_now',
  message: 'Another timeline is still being saved.',
  advice: 'Wait until it is saved, or cancel it.',
  retryable: true
}

export const notSavedHere: Problem = {
  code: 'file_missing',
  message: 'This timeline was moved or deleted.',
  retryable: false
}

export const noRoom = (needBytes: number, freeBytes: number): Problem => ({
  code: 'disk_full',
  message: `No room for the clips: ${formatBytes(needBytes)} needed, ${formatBytes(freeBytes)} free.`,
  advice: 'Make room, or choose another folder.',
  retryable: true,
  needBytes,
  freeBytes
})

const diskFull: Problem = {
  code: 'disk_full',
  message: 'The disk is full, so the timeline wasn’t saved.',
  advice: 'Make room, or choose another folder.',
  retryable: true
}

const refused: Problem = {
  code: 'folder_read_only',
  message: 'Can’t write to that folder.',
  advice: 'Allow writing there, or choose another folder.',
  retryable: true
}

const codes: Readonly<Record<string, Problem>> = {
  ENOSPC: diskFull,
  EDQUOT: diskFull,
  EACCES: refused,
  EPERM: refused,
  EROFS: refused,
  ENOENT: refused,
  ENOTDIR: refused
}

/** Returns an error of the file system as the problem that the user can act on. */
export function savingError(error: unknown): unknown {
  if (error instanceof ProblemError) return error
  const problem = codes[errorCode(error)]
  return problem ? new ProblemError(problem, { cause: error }) : error
}
