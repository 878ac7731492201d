import { lstat } from 'node:fs/promises'
import type { VideoId } from '@shared/generation'
import { sidecarName } from '@shared/library/sidecars'
import { crashPoint } from '../../base/crash-points'
import type { Generation } from '../../generations/domain/generation'
import type { GenerationStore } from '../../generations/domain/ports'
import { sha256Of } from '../folder/hash-file'
import { moveSidecar } from '../move/move-sidecar'
import type { Place } from '../move/copy-verified'
import type { FileRecord } from '../recovery/reconcile'
import type { FileRename } from './rename-note'

export interface RenameFileDeps {
  readonly pathOf: (fileName: string) => string | null
  readonly findRecord: (id: VideoId) => FileRecord | null
  readonly store: Pick<GenerationStore, 'reserveFileName' | 'changeVideo'>
  readonly announce: (generation: Generation) => void
  readonly place: Place
  /** Deletes a file. */
  readonly remove: (path: string) => Promise<void>
}

const nameTaken = 'Another file has the new name.'
const inUse = 'Another program is using the file.'
const missing = 'The file was moved or deleted.'
const changed = 'The clip changed in the meantime.'

/**
 * Renames the file of a clip, without replacing another. The new name is on disk before the row has it, and the old
 * one is removed afterwards: at every moment the row's name is that of the file. Running it again finishes what a
 * crash cut off.
 *
 * @returns Why the file kept its name; null when it has the new one.
 */
export async function renameFile(rename: FileRename, deps: RenameFileDeps): Promise<string | null> {
  const { id, from, to } = rename
  const [source, target] = [deps.pathOf(from), deps.pathOf(to)]
  const record = deps.findRecord(id)
  if (!record || source === null || target === null) return changed
  if (record.fileName !== to) {
    if (record.fileName !== from) return changed
    const why = await giveName(source, target, record, deps.place)
    if (why !== null) return why
    crashPoint('rename.placed')
    if (!deps.store.reserveFileName(id, to)) {
      await settleName(rename, deps)
      return nameTaken
    }
  }
  await renameSidecar(rename, deps)
  // Also after a crash: the journal may not have the name.
  deps.announce(deps.store.changeVideo(id, { state: record.state }))
  crashPoint('rename.stored')
  if (await isSameFile(source, target)) await deps.remove(source)
  crashPoint('rename.removed')
  await moveSidecar({ from: source, to: target }, { place: deps.place, part: `${target}.xmp.part` })
  return null
}

/** Lets the sidecar of a clip go along, whoever wrote it. One that has the new name already stays. */
async function renameSidecar(
  { from, to }: FileRename,
  { pathOf, place, remove }: RenameFileDeps
): Promise<void> {
  const [source, target] = [pathOf(sidecarName(from)), pathOf(sidecarName(to))]
  if (source === null || target === null || !(await isFile(source))) return
  if (!(await isSameFile(source, target)) && (await place(source, target)) !== 'placed') return
  if (await isSameFile(source, target)) await remove(source)
}

/**
 * Brings the names of a file in line with its row, after an error in between.
 *
 * @throws where another program holds the file
 */
export async function settleName({ id, from, to }: FileRename, deps: RenameFileDeps): Promise<void> {
  const [source, target] = [deps.pathOf(from), deps.pathOf(to)]
  const record = deps.findRecord(id)
  if (!record || source === null || target === null) return
  const [kept, other] = record.fileName === to ? [target, source] : [source, target]
  if (await isSameFile(kept, other)) return deps.remove(other)
  if ((await isFile(kept)) || !(await isClip(other, record))) return
  if ((await deps.place(other, kept)) !== 'placed') throw new Error('the file could not get its name back')
}

/** Gives a file its new name, besides the old one where the disk has hard links. */
async function giveName(
  source: string,
  target: string,
  record: FileRecord,
  place: Place
): Promise<string | null> {
  if (await isSameFile(source, target)) return null
  if (!(await isFile(source))) return (await isClip(target, record)) ? null : missing
  const placed = await place(source, target)
  if (placed === 'placed') return null
  return placed === 'taken' ? nameTaken : inUse
}

const statOf = (path: string) => lstat(path, { bigint: true }).catch(() => null)

const isFile = async (path: string): Promise<boolean> => (await statOf(path))?.isFile() ?? false

/** Returns whether two names are those of one file. */
async function isSameFile(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([statOf(one), statOf(other)])
  return (
    first !== null &&
    second !== null &&
    first.isFile() &&
    first.ino === second.ino &&
    first.dev === second.dev &&
    first.nlink > 1n
  )
}

async function isClip(path: string, { bytes, sha256 }: FileRecord): Promise<boolean> {
  const stats = await statOf(path)
  return stats !== null && stats.isFile() && Number(stats.size) === bytes && (await sha256Of(path)) === sha256
}
