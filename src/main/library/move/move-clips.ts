import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '../../logging/logger'
import type { Place } from './copy-verified'
import { sha256Of } from '../folder/hash-file'
import { makeIncoming } from '../folder/library-folder'
import { moveFile } from './move-file'
import { moveSidecar } from './move-sidecar'
import type { FolderFile } from '../recovery/reconcile'

export interface MoveReport {
  readonly moved: number
  /** Clips that stayed: in use, changed, or their name is taken. */
  readonly left: number
}

interface ClipMove {
  readonly from: string
  readonly to: string
  readonly place: Place
}

/**
 * Moves clips into another library folder, one by one. An interruption leaves each clip whole in at least one of the
 * two folders, and a second run continues from there.
 */
export async function moveClips(
  deps: ClipMove & {
    readonly records: Iterable<FolderFile>
    readonly signal: AbortSignal
    readonly logger: Logger
  }
): Promise<MoveReport> {
  const report = { moved: 0, left: 0 }
  makeIncoming(deps.to)
  for (const record of deps.records) {
    deps.signal.throwIfAborted()
    // A check during the move may have marked it as missing; or it really is.
    if (record.state === 'missing' && !(await isThere(join(deps.from, record.fileName)))) continue
    try {
      const clip = { from: join(deps.from, record.fileName), to: join(deps.to, record.fileName) }
      const part = join(deps.to, '.dailies', 'incoming', `${record.id}.xmp`)
      // First: where its clip is, a new one may be written.
      await moveSidecar(clip, { place: deps.place, part }).catch((error: unknown) =>
        deps.logger.warn('Moving a sidecar failed', error)
      )
      await moveClip(deps, record)
      report.moved += 1
    } catch (error) {
      deps.logger.warn('Moving a clip failed', error)
      report.left += 1
    }
  }
  return report
}

/** Does nothing for a clip that an earlier run moved. */
async function moveClip({ from, to, place }: ClipMove, record: FolderFile): Promise<void> {
  const source = join(from, record.fileName)
  const target = join(to, record.fileName)
  if (await isThere(target)) {
    // Only remove what was moved just now: both names may be the same file.
    if ((await isThere(source)) && !(await isClip(target, record)))
      throw new Error('a file has this name there already')
    return
  }
  const part = join(to, '.dailies', 'incoming', `${record.id}.move`)
  await moveFile(source, target, { part, place, sha256: () => Promise.resolve(record.sha256) })
}

async function isClip(path: string, { bytes, sha256 }: FolderFile): Promise<boolean> {
  const stats = await lstat(path)
  return stats.isFile() && stats.size === bytes && (await sha256Of(path)) === sha256
}

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false
  )
