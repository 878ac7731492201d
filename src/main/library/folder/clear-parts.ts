import { readdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { VideoId } from '@shared/generation'
import { kindOf } from '../../base/careful-files'

/** File names of `downloads/part-file.ts`; other extensions are copies in progress. */
const partOfVideo = /^([0-9a-f-]{36})\.(part|json|json\.new|held)$/

/**
 * Removes the parts of videos whose download is over. A part that cannot be removed is harmless, and is retried at
 * the next start.
 */
export async function clearParts(incoming: string, isOver: (id: VideoId) => boolean): Promise<void> {
  // Through a symlink, foreign files would be removed.
  if ((await kindOf(incoming)) !== 'folder') return
  const names = await readdir(incoming).catch(() => [])
  for (const name of names) {
    const id = partOfVideo.exec(name)?.[1]
    if (id !== undefined && isOver(id as VideoId)) await unlink(join(incoming, name)).catch(() => undefined)
  }
}
