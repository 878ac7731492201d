import { rm } from 'node:fs/promises'
import { kindOf } from '../../base/careful-files'
import { sidecarName } from '@shared/library/sidecars'
import { sha256Of } from '../folder/hash-file'
import type { Place } from './copy-verified'
import { moveFile } from './move-file'

/**
 * Moves the sidecar of a clip that was moved or renamed, whoever wrote it. Where another one has the new name, it stays.
 *
 * @param part Path of the copy until it is complete.
 */
export async function moveSidecar(
  clip: { readonly from: string; readonly to: string },
  { place, part }: { readonly place: Place; readonly part: string }
): Promise<void> {
  const [from, to] = [sidecarName(clip.from), sidecarName(clip.to)]
  if ((await kindOf(from)) !== 'file') return
  const there = await kindOf(to)
  if (there === 'nothing') await moveFile(from, to, { part, place, sha256: () => sha256Of(from) })
  // It was written for the new name meanwhile.
  else if (there === 'file' && (await sha256Of(from)) === (await sha256Of(to))) await rm(from)
}
