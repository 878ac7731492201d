import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { VideoId } from '@shared/generation'
import { kindOf } from '../../base/careful-files'
import type { Logger } from '../../logging/logger'
import type { Place } from './copy-verified'
import { sha256Of } from '../folder/hash-file'
import { makeIncoming } from '../folder/library-folder'
import { moveFile } from './move-file'

const incoming = (root: string): string => join(root, '.dailies', 'incoming')

/**
 * Takes along what has arrived of videos that are still on their way. It may be all that there is of a paid video, so
 * what cannot go along stays in the old folder.
 */
export async function moveParts(needs: {
  readonly from: string
  readonly to: string
  readonly videos: readonly VideoId[]
  readonly place: Place
  readonly logger: Logger
}): Promise<void> {
  const [from, to] = [incoming(needs.from), incoming(needs.to)]
  // Nothing of an old folder that is not there.
  const all = (await kindOf(from)) === 'folder' ? await readdir(from).catch((): string[] => []) : []
  // The bytes (.part) before the note of how many they are (.json), without which they do not count.
  const names = needs.videos
    .flatMap((id) => [`${id}.part`, `${id}.json`, `${id}.held`])
    .filter((name) => all.includes(name))
  if (names.length > 0) makeIncoming(needs.to)
  for (const name of names) {
    const source = join(from, name)
    const target = join(to, name)
    try {
      await moveFile(source, target, {
        part: `${target}.copy`,
        sha256: () => sha256Of(source),
        place: needs.place
      })
    } catch (error) {
      needs.logger.warn('A part of a video could not be moved and stays where it is', error)
    }
  }
}
