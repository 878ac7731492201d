import { diskFull } from '@shared/problem-texts'
import type { DownloadOutcome } from '../download'
import type { Files } from '../files'

/**
 * Whether what is still to come fits on the disk with something to spare.
 *
 * @param remainingBytes Null when the server does not say how much comes.
 * @returns The outcome that says so when it does not fit.
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
