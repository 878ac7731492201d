import { readdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { VideoId } from '@shared/generation'
import { kindOf } from '../../base/careful-files'

/** The names in `downloads/part-file.ts`; what has another ending is a copy under way. */
const partOfVideo = /^([0-9a-f-]{36})\.(part|json|json\.new|held)$/

/**
 * Removes what a download kept of videos for which it is over. What cannot be removed now is harmless, and is looked
 * at again at the next start.
 */
export async function clearParts(incoming: string, isOver: (id: VideoId) => boolean): Promise<void> {
  // Through a link, files of somebody else would be removed.
  if ((await kindOf(incoming)) !== 'folder') return
  const names = await readdir(incoming).catch(() => [])
  for (const name of names) {
    const id = partOfVideo.exec(name)?.[1]
    if (id !== undefined && isOver(id as VideoId)) await unlink(join(incoming, name)).catch(() => undefined)
  }
}
