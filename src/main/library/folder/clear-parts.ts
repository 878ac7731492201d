import { readdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { VideoId } from '@shared/generation'
import { kindOf } from '../../base/careful-files'

/** File names of `downloads/part-file.ts`; other extensions are copies in progress. */
const partOfVideo = /^([0-9a-f-]{36})\.(part|json|json\.new|held)$/
/** File names of `imports/importer.ts`. */
const partOfImport = /^[0-9a-f-]{36}\.import$/

/**
 * Removes the parts of videos whose download is over. A part that cannot be removed is harmless, and is retried at
 * the next start.
 */
export const clearParts = (incoming: string, isOver: (id: VideoId) => boolean): Promise<void> =>
  clear(incoming, (name) => {
    const id = partOfVideo.exec(name)?.[1]
    return id !== undefined && isOver(id as VideoId)
  })

/** Removes the copies of imports that a crash cut off. Nothing may be imported meanwhile. */
export const clearImports = (incoming: string): Promise<void> =>
  clear(incoming, (name) => partOfImport.test(name))

async function clear(incoming: string, isLeft: (name: string) => boolean): Promise<void> {
  // Through a symlink, foreign files would be removed.
  if ((await kindOf(incoming)) !== 'folder') return
  const names = await readdir(incoming).catch(() => [])
  for (const name of names) if (isLeft(name)) await unlink(join(incoming, name)).catch(() => undefined)
}
