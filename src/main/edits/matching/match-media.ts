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
/** Most ids in the names of one file that are looked up. */
const mostIds = 8
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
 * Returns the clips that a project uses: found by path, then by file name, by the id in it, and last by the packet in a
 * file of the library folder. No other file is read.
 */
export async function matchMedia(media: readonly UsedMedia[], deps: MatchDeps): Promise<readonly EditUse[]> {
  const uses = new Map<GenerationId, EditUse>()
  const roots = [deps.root, await realpath(deps.root).catch(() => deps.root)].map(pathKey)
  const linked = linkedClips(deps.finder)
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
      const atPath = absoluteForms(used.paths, deps.editFolder).map((path) =>
        linked.byPath.get(pathKey(path))
      )
      const named = [...inLibrary, ...names].map(
        (name) => byName.get(name) ?? linked.byName.get(pathKey(name))
      )
      let found = [...atPath, ...named].find((id) => id !== undefined) ?? clipById(names, deps.finder)
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

/** Returns what paths of a project may be on this system. */
const absoluteForms = (paths: readonly string[], editFolder: string): readonly string[] =>
  paths.flatMap((path) =>
    // A slash may stand before the drive of Windows.
    isAbsolute(path) ? [path, path.replace(/^\/(?=[a-z]:)/i, '')] : [join(editFolder, path)]
  )

/** Returns the names of those paths that are in the library folder. */
const namesInLibrary = (
  paths: readonly string[],
  roots: readonly string[],
  editFolder: string
): readonly string[] => [
  ...new Set(
    absoluteForms(paths, editFolder)
      .map((path) => normalize(path))
      .filter((path) => roots.includes(pathKey(dirname(path))))
      .map((path) => basename(path))
  )
]

/** Paths that differ only in case or normalisation are one on some disks. */
const pathKey = (path: string): string => normalize(path).normalize('NFC').toLowerCase()

/** Returns the clips with linked files by path, and by the names that only one of them has. */
function linkedClips(finder: ClipFinder): Record<'byPath' | 'byName', ReadonlyMap<string, GenerationId>> {
  const byPath = new Map<string, GenerationId>()
  const byName = new Map<string, GenerationId>()
  const shared = new Set<string>()
  for (const { path, id } of finder.linkedFiles()) {
    const name = pathKey(basename(path))
    byPath.set(pathKey(path), id)
    if (byName.has(name)) shared.add(name)
    byName.set(name, id)
  }
  for (const name of shared) byName.delete(name)
  return { byPath, byName }
}

/** Returns the only clip whose id a name has. */
function clipById(names: readonly string[], finder: ClipFinder): GenerationId | null {
  const asked = new Set<string>()
  for (const name of names) {
    const day = dayIn(name)
    for (const digits of idsIn(name)) {
      const question = `${digits} ${day ?? ''}`
      if (asked.has(question) || (digits.length < certainIdLength && day === null)) continue
      if (asked.size === mostIds) return null
      asked.add(question)
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
