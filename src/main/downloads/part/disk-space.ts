import { diskFull } from '@shared/problem-texts'
import type { DownloadOutcome } from '../download'
import type { Files } from '../files'

/**
 * Checks whether the remaining bytes fit on the disk, with a reserve.
 *
 * @param remainingBytes Null when the server does not say how much is coming.
 * @returns The outcome to report when they do not fit.
 */
export async function checkSpace(
  files: Files,
  folder: string,
  remainingBytes: number | null,
  reserveBytes: number
): Promise<DownloadOutcome | null> {
  const freeBytes = await files.freeBytes(folder)
  const needBytes = (remainingBytes ?? 0) + reserveBytes
  if (freeBytes >= needBytes) return null
  return { kind: 'blocked', problem: diskFull.video(remainingBytes === null ? null : needBytes, freeBytes) }
}
