import { diskFull, folderMissing, folderReadOnly } from '@shared/problem-texts'
import { errorCode } from '../../base/errors'
import type { DownloadOutcome } from '../download'
import type { Files } from '../files'
import * as problems from '../problems'

const kinds: Readonly<Record<string, 'full' | 'read_only' | 'missing' | 'faulty' | 'file_limit' | 'busy'>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'read_only',
  EACCES: 'read_only',
  EPERM: 'read_only',
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  ENOTORDINARY: 'missing',
  ENODEV: 'missing',
  ENXIO: 'missing',
  ESTALE: 'missing',
  EIO: 'faulty',
  EFBIG: 'file_limit',
  EMFILE: 'busy',
  ENFILE: 'busy',
  ENOMEM: 'busy',
  EAGAIN: 'busy',
  EBUSY: 'busy'
}

export interface Failure {
  readonly outcome: DownloadOutcome
  /** The bytes on disk cannot be trusted: a flush failed. */
  readonly isDiskFaulty: boolean
}

/**
 * Classifies an error of the file system during a download.
 *
 * @param remainingBytes Bytes still to be written, if known.
 * @returns null for any other error: a bug.
 */
export async function fileFailure(
  error: unknown,
  files: Files,
  folder: string,
  remainingBytes: number | null
): Promise<Failure | null> {
  const kind = kinds[errorCode(error)]
  if (!kind) return null
  switch (kind) {
    case 'full': {
      const freeBytes = await files.freeBytes(folder).catch(() => 0)
      return blocked(diskFull.video(remainingBytes, freeBytes))
    }
    case 'read_only':
      return blocked(folderReadOnly.library)
    case 'missing':
      return blocked(folderMissing.library)
    case 'file_limit':
      return blocked(problems.driveLimit)
    case 'faulty':
      return {
        outcome: { kind: 'retry', problem: problems.diskFaulty, retryAfterMs: null },
        isDiskFaulty: true
      }
    case 'busy':
      return {
        outcome: { kind: 'retry', problem: problems.systemBusy, retryAfterMs: null },
        isDiskFaulty: false
      }
  }
}

const blocked = (problem: problems.Problem): Failure => ({
  outcome: { kind: 'blocked', problem },
  isDiskFaulty: false
})
