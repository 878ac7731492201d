import type { LibraryView } from '@shared/app-state'
import type { Problem } from '@shared/problem'

export const folderReadOnly: Problem = {
  code: 'folder_read_only',
  message: 'Nothing can be written into the library folder. The video waits on ModelsLab’s server.',
  advice: 'Allow writing there, or choose another folder.',
  retryable: true
}

const folderMissing: Problem = {
  code: 'folder_missing',
  message: 'The library folder is not there: its drive is not connected, or the folder was moved.',
  advice: 'Connect the drive, or say where the folder is now. It goes on by itself then.',
  retryable: true
}

const otherLibrary: Problem = {
  code: 'folder_missing',
  message: 'A different library is where yours was.',
  advice: 'Connect the drive of your library, or say where its folder is now.',
  retryable: true
}

const notSafe: Problem = {
  code: 'folder_missing',
  message: 'A link or a device is where Dailies keeps its own files, in “.dailies” of the library folder.',
  advice: 'Remove it, or put the real folder back. Dailies follows no links there.',
  retryable: true
}

/** The disk of the library folder takes no file names of a usable length. */
export const namesTooLong: Problem = {
  code: 'folder_read_only',
  message: "This disk is too strict about file names, so the clip can't be saved there.",
  advice: 'Choose a library folder on another disk. What has arrived is kept.',
  retryable: true
}

/** Another Dailies writes the folder. */
export const libraryFolderInUse: Problem = {
  code: 'library_in_use',
  message: 'Another copy of Dailies is using this library folder.',
  advice: 'Close it, or choose another folder in the settings.',
  retryable: true
}

/** Why the library's files cannot be got at; null when they can be looked at. */
export function whyNotThere(status: LibraryView['status']): Problem | null {
  if (status === 'missing') return folderMissing
  if (status === 'not_safe') return notSafe
  return status === 'other_library' ? otherLibrary : null
}

/** Why nothing can be put into the library; null when it can. */
export function whyNotWritable(status: LibraryView['status']): Problem | null {
  if (status === 'in_use') return libraryFolderInUse
  return status === 'read_only' ? folderReadOnly : whyNotThere(status)
}

/** Lines of the journal that this app cannot have written. */
export const journalRefused = (lines: number): Problem => ({
  code: 'library_damaged',
  message: `${lines} ${lines === 1 ? 'line' : 'lines'} of the library folder’s journal could not be used.`,
  advice: 'They are damaged, or another program wrote them. Your clips were not changed.',
  retryable: false
})
