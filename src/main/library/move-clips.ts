import { lstat, mkdir, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '../logging/logger'
import { copyVerified } from './copy-verified'
import type { FileRecord } from './reconcile'

export interface MoveReport {
  readonly moved: number
  /** Stayed where they were: in use, changed, or a foreign file has the name. */
  readonly left: number
}

/**
 * Moves clips into another library folder, one by one: renamed where that is one disk, else copied, compared
 * with the hash on record, flushed, and only then removed from the old place. An interruption leaves each clip
 * whole in at least one of the two.
 */
export async function moveClips(needs: {
  readonly from: string
  readonly to: string
  readonly records: readonly FileRecord[]
  readonly logger: Logger
}): Promise<MoveReport> {
  const report = { moved: 0, left: 0 }
  await mkdir(join(needs.to, '.dailies', 'incoming'), { recursive: true })
  for (const record of needs.records) {
    try {
      await moveClip(needs.from, needs.to, record)
      report.moved += 1
    } catch (error) {
      needs.logger.warn('A clip could not be moved and stays where it is', error)
      report.left += 1
    }
  }
  return report
}

async function moveClip(from: string, to: string, record: FileRecord): Promise<void> {
  const source = join(from, record.fileName)
  const target = join(to, record.fileName)
  if (await exists(target)) throw new Error('a file has this name there already')
  try {
    await rename(source, target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    await copyVerified(source, join(to, '.dailies', 'incoming', `${record.id}.move`), target, record.sha256)
    await unlink(source)
  }
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false
  )
