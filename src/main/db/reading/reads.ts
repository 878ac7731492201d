import { readCut } from '../tables/curation/shot-queries'
import { readListing } from '../queries/generation-queries'
import { readWanted } from '../queries/hot-folder-query'
import { itemCosts } from '../queries/item-costs'
import { librarySummary } from '../queries/library-summary'
import { promptHistory } from '../queries/prompt-queries'
import { scanFiles } from '../queries/scan-files'
import { countFiles, countSavedFiles } from '../tables/file-records'
import { readTimeline } from '../queries/timeline-queries'
import { readExpired, readTrash } from '../queries/trash-queries'

/** What takes longer in a larger library, and is read in a thread of its own. */
export const reads = {
  listing: readListing,
  history: promptHistory,
  cut: readCut,
  itemCosts,
  trash: readTrash,
  expired: readExpired,
  hotFolder: readWanted,
  timeline: readTimeline,
  summary: librarySummary,
  fileCount: countFiles,
  savedFileCount: countSavedFiles,
  scannedFiles: scanFiles
} as const

export type ReadName = keyof typeof reads
export type ReadQuery<Name extends ReadName> = Parameters<(typeof reads)[Name]>[1]
export type ReadResult<Name extends ReadName> = ReturnType<(typeof reads)[Name]>
