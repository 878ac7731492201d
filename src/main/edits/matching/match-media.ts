import { realpath } from 'node:fs/promises'
import { basename, dirname, join, normalize } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import type { GenerationId } from '@shared/generation'
import type { EditUse } from '@shared/library/edits'
import { localDay } from '@shared/local-day'
import type { ClipFinder } from '../ports'
import type { UsedMedia } from '../readers/used-media'
import { dayIn, idsIn, isAbsolute, namesOf } from './path-forms'

/** Files that are looked up at once: other work runs in between. */
const filesAtOnce = 200
/** Most files of the library folder whose packets are read for one project. */
const mostPackets = 500
/** An id of this length says by itself which clip it is; a shorter one only with the day. */
const certainIdLength = 8

export interface MatchDeps {
  readonly finder: ClipFinder
  /** The library folder. */
  readonly root: string
  /** Folder of the project file. */
  readonly editFolder: string
  /** Returns the generation that a file of the library folder names in its packet; null where it has none. */
  readonly generationInPacket: (path: string) => Promise<GenerationId | null>
}

/**
 * Returns the clips that a project uses: found by path in the library folder, then by file name, by the id in it, and
 * last by the packet in a file of the library folder. No other file is read.
 */
export async function matchMedia(media: readonly UsedMedia[], deps: MatchDeps): Promise<readonly EditUse[]> {
  const uses = new Map<GenerationId, EditUse>()
  const roots = [deps.root, await realpath(deps.root).catch(() => deps.root)].map(folderKey)
  let packets = 0
  for (let from = 0; from < media.length; from += filesAtOnce) {
    if (from > 0) await turn()
    const part = media.slice(from, from + filesAtOnce).map((used) => ({
      used,
      inLibrary: namesInLibrary(used.paths, roots, deps.editFolder),
      names: used.paths.flatMap(namesOf)
    }))
    const byName = deps.finder.byFileName([
      ...new Set(part.flatMap(({ inLibrary, names }) => [...inLibrary, ...names]))
    ])
    for (const { used, inLibrary, names } of part) {
      const named = [...inLibrary, ...names].map((name) => byName.get(name)).find((id) => id !== undefined)
      let found = named ?? clipById(names, deps.finder)
      if (found === null && packets < mostPackets) {
        const [inFolder] = inLibrary
        packets += inFolder === undefined ? 0 : 1
        found = inFolder === undefined ? null : await clipByPacket(inFolder, deps)
      }
      if (found !== null) uses.set(found, joined(uses.get(found), found, used))
    }
  }
  return [...uses.values()]
}

/** Returns the names of those paths that are in the library folder. */
function namesInLibrary(
  paths: readonly string[],
  roots: readonly string[],
  editFolder: string
): readonly string[] {
  return paths.flatMap((path) => {
    // A slash may stand before the drive of Windows.
    const forms = isAbsolute(path) ? [path, path.replace(/^\/(?=[a-z]:)/i, '')] : [join(editFolder, path)]
    const inside = forms
      .map((form) => normalize(form))
      .find((form) => roots.includes(folderKey(dirname(form))))
    return inside === undefined ? [] : [basename(inside)]
  })
}

/** Folders that differ only in case or normalisation are one on some disks. */
const folderKey = (folder: string): string => normalize(folder).normalize('NFC').toLowerCase()

/** Returns the only clip whose id a name has. */
function clipById(names: readonly string[], finder: ClipFinder): GenerationId | null {
  for (const name of names) {
    const day = dayIn(name)
    for (const digits of idsIn(name)) {
      if (digits.length < certainIdLength && day === null) continue
      const found = finder
        .byIdStart(digits)
        .filter(({ createdAtMs }) => digits.length >= certainIdLength || localDay(createdAtMs) === day)
      const [clip, ...others] = new Set(found.map(({ id }) => id))
      if (clip !== undefined && others.length === 0) return clip
    }
  }
  return null
}

async function clipByPacket(name: string, deps: MatchDeps): Promise<GenerationId | null> {
  const id = await deps.generationInPacket(join(deps.root, name))
  return id !== null && deps.finder.known([id]).has(id) ? id : null
}

/** Adds a file of a project to the uses of its clip: several files may be copies of one. */
function joined(before: EditUse | undefined, generationId: GenerationId, used: UsedMedia): EditUse {
  return {
    generationId,
    onTimeline: sum(before?.onTimeline ?? null, used.onTimeline),
    ms: sum(before?.ms ?? null, used.ms)
  }
}

const sum = (a: number | null, b: number | null): number | null => (a === null ? b : a + (b ?? 0))
