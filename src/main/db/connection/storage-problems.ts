import { ProblemError, type Problem } from '@shared/problem'
import { diskFull, libraryInUse } from '@shared/problem-texts'
import { RefusedWrite } from '../../base/refused-write'

/** The file was written by a newer Dailies, whose tables this one does not know. */
export const libraryNewer: Problem = {
  code: 'library_newer',
  message:
    'This library was written by a newer version of Dailies. You can look at it here, and change nothing.',
  advice: 'Install the newer version again to go on.',
  retryable: false
}

/** SQLite's primary result codes. */
export const resultCodes = {
  error: 1,
  busy: 5,
  locked: 6,
  outOfMemory: 7,
  readOnly: 8,
  interrupted: 9,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  lockProtocol: 15,
  tooBig: 18,
  constraint: 19,
  mismatch: 20,
  notADatabase: 26
}

/** The primary result code of an error from SQLite; null for any other error. */
export function resultCode(error: unknown): number | null {
  const code = (error as { readonly errcode?: unknown } | null)?.errcode
  return typeof code === 'number' ? code & 0xff : null
}

/** IOERR_SHMSIZE: there is no room for the index of the log. */
const noRoomForIndex = 4874

/** What a person can do about a write that failed; null where it is a bug. */
export function storageProblem(error: unknown): Problem | null {
  if ((error as { readonly errcode?: unknown } | null)?.errcode === noRoomForIndex) return diskFull.database
  switch (resultCode(error)) {
    case resultCodes.full:
      return diskFull.database
    case resultCodes.busy:
    case resultCodes.locked:
      return libraryInUse.database
    default:
      return null
  }
}

/** Returns whether a statement failed for the values it was given, so that the same would happen again. */
export function isUnfit(error: unknown): boolean {
  if (error instanceof RefusedWrite) return true
  const code = resultCode(error)
  return code === resultCodes.constraint || code === resultCodes.mismatch || code === resultCodes.tooBig
}

/** Codes for what the disk, the system or another program did: the same write may go well later. */
const passing: readonly number[] = [
  resultCodes.busy,
  resultCodes.locked,
  resultCodes.outOfMemory,
  resultCodes.readOnly,
  resultCodes.interrupted,
  resultCodes.ioError,
  resultCodes.full,
  resultCodes.cannotOpen,
  resultCodes.lockProtocol
]

/** Whether a write failed for a reason that may pass, and not for what was to be written. */
export function mayPass(error: unknown): boolean {
  if (error instanceof ProblemError) return true
  const code = resultCode(error)
  if (code !== null) return passing.includes(code)
  // An error of the file system has its name there.
  return /^E[A-Z0-9]+$/.test(String((error as { readonly code?: unknown } | null)?.code))
}
