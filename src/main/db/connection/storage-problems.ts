import { ProblemError, type Problem } from '@shared/problem'
import { diskFull, libraryInUse } from '@shared/problem-texts'
import { errorCode } from '../../base/errors'
import { RefusedWrite } from '../../base/refused-write'

/** Problem of a database written by a newer version of Dailies. */
export const libraryNewer: Problem = {
  code: 'library_newer',
  message: 'A newer version of Dailies wrote this library. You can view it here, but not change it.',
  advice: 'Install the newer version again to make changes.',
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

/** Returns the primary result code of an error from SQLite; null for any other error. */
export function resultCode(error: unknown): number | null {
  const code = (error as { readonly errcode?: unknown } | null)?.errcode
  return typeof code === 'number' ? code & 0xff : null
}

/** IOERR_SHMSIZE: no room for the log's index. */
const noRoomForIndex = 4874

/** Returns what to tell the user about a failed write; null where it is a bug. */
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

/** Returns whether a statement failed because of its values, so that a retry fails too. */
export function isUnfit(error: unknown): boolean {
  if (error instanceof RefusedWrite) return true
  const code = resultCode(error)
  return code === resultCodes.constraint || code === resultCodes.mismatch || code === resultCodes.tooBig
}

/** Result codes of failures of the disk, the system or another program: a retry may succeed. */
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

/** Returns whether a write failed for a temporary reason and not because of its values. */
export function mayPass(error: unknown): boolean {
  if (error instanceof ProblemError) return true
  const code = resultCode(error)
  if (code !== null) return passing.includes(code)
  // File system errors have a string code.
  return /^E[A-Z0-9]+$/.test(errorCode(error))
}
