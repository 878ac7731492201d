import { stat } from 'node:fs/promises'
import type { VideoId, VideoState } from '@shared/generation'
import type { Problem } from '@shared/problem'
import type { LibraryFolder } from './library-folder'

/** What the database says of a clip's file. */
export interface FileRecord {
  readonly id: VideoId
  readonly state: Extract<VideoState, 'saved' | 'missing' | 'changed'>
  readonly fileName: string
  readonly bytes: number
  readonly sha256: string
}

const problems: Readonly<Record<'missing' | 'changed', Problem>> = {
  missing: {
    code: 'file_missing',
    message: 'This file is not where it was saved.',
    advice: 'Put it back into the library folder, or download it again.',
    retryable: false
  },
  changed: {
    code: 'file_damaged',
    message: 'This file was changed by another program: it is not as long as it was.',
    advice: 'Download it again to have it as it was made.',
    retryable: false
  }
}

/**
 * Compares the rows with the folder and corrects the rows; touches no file. With the whole folder away
 * nothing is known about any file, so nothing changes.
 */
export async function reconcileFiles(needs: {
  readonly folder: LibraryFolder
  readonly records: readonly FileRecord[]
  readonly change: (
    id: VideoId,
    change: { readonly state: FileRecord['state']; readonly problem: Problem | null }
  ) => void
}): Promise<void> {
  if (needs.folder.status() === 'missing') return
  for (const record of needs.records) {
    const state = await stateOnDisk(needs.folder.pathOf(record.fileName), record.bytes)
    if (state !== record.state)
      needs.change(record.id, { state, problem: state === 'saved' ? null : problems[state] })
  }
}

async function stateOnDisk(path: string | null, bytes: number): Promise<FileRecord['state']> {
  if (path === null) return 'missing'
  try {
    const stats = await stat(path)
    if (!stats.isFile()) return 'missing'
    return stats.size === bytes ? 'saved' : 'changed'
  } catch {
    return 'missing'
  }
}
