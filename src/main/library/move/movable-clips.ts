import type { VideoId } from '@shared/generation'
import type { FileRecord, FileRecordPages, FolderFile } from '../recovery/reconcile'

const clipsPerPage = 200

const isMovable = (record: FileRecord): record is FolderFile =>
  record.fileName !== null && record.state !== 'changed'

/**
 * Returns the clips that go along with their library, read page by page while they are moved: all that have or had a
 * file there, except for those that another program changed.
 */
export function* movableClips(pages: Pick<FileRecordPages, 'after'>): Generator<FolderFile> {
  let last: VideoId | null = null
  do {
    const page = pages.after(last, clipsPerPage)
    yield* page.filter(isMovable)
    last = page.at(-1)?.id ?? null
  } while (last !== null)
}
