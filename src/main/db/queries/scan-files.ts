import { lstatSync, realpathSync, type Stats } from 'node:fs'
import { basename, join } from 'node:path'
import type { VideoId, VideoState } from '@shared/generation'
import type { PageToScan, ScannedPage } from '../../library/recovery/reconcile'
import type { ReadableDatabase } from '../connection/database'
import { pageSql } from '../tables/file-records'

interface ScannedRow {
  readonly uuid: VideoId
  readonly state: VideoState
  readonly file_name: string | null
  readonly linked_path: string | null
  readonly file_bytes: number
  readonly saved_at_ms: number
}

/**
 * Looks at the files of one page of clips, and returns those that may not be what their rows say. It waits for the disk
 * at each file, and therefore runs in a thread of its own.
 */
export function scanFiles(database: ReadableDatabase, page: PageToScan): ScannedPage {
  const { folder, after, limit, touchedSinceMs, sample } = page
  const rows = database
    .prepare(pageSql)
    .all({ after: after ?? '', limit }) as unknown as readonly ScannedRow[]
  const ids = rows
    .filter((row, at) => sample.includes(at) || !isAsItWas(row, { folder, touchedSinceMs }))
    .map(({ uuid }) => uuid)
  return { ids, count: rows.length, last: rows.at(-1)?.uuid ?? null }
}

function isAsItWas(
  row: ScannedRow,
  { folder, touchedSinceMs }: Pick<PageToScan, 'folder' | 'touchedSinceMs'>
): boolean {
  const stats = statsOf(row, folder)
  if (row.state === 'missing') return stats === null
  return (
    row.state === 'saved' &&
    stats !== null &&
    stats.isFile() &&
    stats.size === row.file_bytes &&
    stats.ctimeMs <= Math.max(touchedSinceMs, row.saved_at_ms)
  )
}

/** Returns null where there is no such file, or it can't be looked at. */
function statsOf({ file_name: fileName, linked_path: linked }: ScannedRow, folder: string): Stats | null {
  try {
    if (linked !== null) return realpathSync.native(linked) === linked ? lstatSync(linked) : null
    // A name with a folder in it is none that Dailies gave.
    if (fileName === null || basename(fileName) !== fileName) return null
    return lstatSync(join(folder, fileName), { throwIfNoEntry: false }) ?? null
  } catch {
    return null
  }
}
