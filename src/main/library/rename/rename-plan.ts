import { extname } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { isImported, isUsable } from '@shared/generation'
import type { Generation } from '../../generations/domain/generation'
import type { FindItems } from '../clip-words'
import { clipFileName } from '../folder/file-name'
import { namedClip } from '../folder/named-clip'
import type { FileRename } from './rename-note'

/** Renaming of one file, with what the dialog warns of. */
export interface PlannedRename extends FileRename {
  readonly wasHandedOff: boolean
  readonly isInEdit: boolean
}

const nameAttempts = 8

/**
 * Plans new names by a template. A file whose name follows it already keeps it; a name that is taken gets more of the
 * clip's id. Other work runs between the pages.
 */
export async function planRenames(deps: {
  readonly pages: AsyncIterable<readonly Generation[]>
  readonly template: string
  readonly mostNameBytes: number
  readonly findItems: FindItems
  /** Returns whether a clip has the name, or a file in the folder. */
  readonly isTaken: (fileName: string) => boolean
}): Promise<readonly PlannedRename[]> {
  const planned: PlannedRename[] = []
  const given = new Set<string>()
  for await (const page of deps.pages) {
    await turn()
    for (const generation of page) planned.push(...renamesOf(generation, deps, given))
  }
  return planned
}

function renamesOf(
  generation: Generation,
  deps: Omit<Parameters<typeof planRenames>[0], 'pages'>,
  given: Set<string>
): readonly PlannedRename[] {
  // A video from elsewhere keeps the name that it came with.
  if (isImported(generation)) return []
  return generation.videos.flatMap((video) => {
    const { id, fileName: from } = video
    if (from === null || !isUsable(video)) return []
    const clip = namedClip(generation, id, deps.findItems)
    for (let attempt = 0; attempt < nameAttempts; attempt += 1) {
      const to = clipFileName(clip, attempt, extname(from), deps.mostNameBytes, deps.template)
      if (to === from) return []
      if (given.has(keyOf(to)) || deps.isTaken(to)) continue
      given.add(keyOf(to))
      const { annotations, uses } = generation
      return [{ id, from, to, wasHandedOff: annotations.handedOffAtMs !== null, isInEdit: uses.length > 0 }]
    }
    return []
  })
}

/** Names that differ only in case are one name on some disks. */
const keyOf = (fileName: string): string => fileName.normalize('NFC').toLowerCase()
