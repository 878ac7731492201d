import type { LibraryView } from '@shared/app-state'
import type { Problem } from '@shared/problem'
import { folderMissing, folderReadOnly, libraryInUse } from '@shared/problem-texts'

/** Returns why the library's files cannot be read; null when they can. */
export function whyNotReadable(status: LibraryView['status']): Problem | null {
  if (status === 'missing') return folderMissing.library
  if (status === 'not_safe') return folderMissing.notSafe
  return status === 'other_library' ? folderMissing.otherLibrary : null
}

/** Returns why nothing can be written to the library; null when it can. */
export function whyNotWritable(status: LibraryView['status']): Problem | null {
  if (status === 'in_use') return libraryInUse.folder
  return status === 'read_only' ? folderReadOnly.library : whyNotReadable(status)
}

/** Notice of journal lines that Dailies did not write. */
export const journalRefused = (lines: number): Problem => ({
  code: 'library_damaged',
  message: `${lines} ${lines === 1 ? 'line' : 'lines'} of the library folder’s journal couldn’t be used.`,
  advice: 'They are damaged, or another program wrote them. Your clips were not changed.',
  retryable: false
})
