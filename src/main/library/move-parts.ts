import { mkdir, readdir, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { VideoId } from '@shared/generation'

const incoming = (root: string): string => join(root, '.dailies', 'incoming')

/**
 * Takes along what has arrived of videos that are still on their way. What cannot go along is removed from the
 * old folder, and comes again.
 */
export async function moveParts(from: string, to: string, videos: readonly VideoId[]): Promise<void> {
  // Nothing of an old folder that is not there.
  const all = await readdir(incoming(from)).catch(() => [])
  const parts = all.filter((name) => videos.some((id) => name.startsWith(id)))
  if (parts.length > 0) await mkdir(incoming(to), { recursive: true })
  for (const name of parts) {
    const old = join(incoming(from), name)
    await rename(old, join(incoming(to), name)).catch(() => unlink(old))
  }
}
