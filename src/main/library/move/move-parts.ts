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
 * Moves the parts of incomplete downloads. A part may be all that is left of a paid video, so one that cannot be moved
 * stays in the old folder.
 */
export async function moveParts(deps: {
  readonly from: string
  readonly to: string
  readonly videos: readonly VideoId[]
  readonly place: Place
  readonly logger: Logger
}): Promise<void> {
  const [from, to] = [incoming(deps.from), incoming(deps.to)]
  // The old folder may be gone.
  const all = (await kindOf(from)) === 'folder' ? await readdir(from).catch((): string[] => []) : []
  // The bytes (.part) before the control file (.json), without which they do not count.
  const names = deps.videos
    .flatMap((id) => [`${id}.part`, `${id}.json`, `${id}.held`])
    .filter((name) => all.includes(name))
  if (names.length > 0) makeIncoming(deps.to)
  for (const name of names) {
    const source = join(from, name)
    const target = join(to, name)
    try {
      await moveFile(source, target, {
        part: `${target}.copy`,
        sha256: () => sha256Of(source),
        place: deps.place
      })
    } catch (error) {
      deps.logger.warn('Moving a part of a download failed', error)
    }
  }
}
