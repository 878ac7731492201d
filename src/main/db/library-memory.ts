import * as z from 'zod'
import type { FolderMemory } from '../library/library-folder'
import type { ReadableDatabase, WritableDatabase } from './database'
import { recall, remember } from './remembered-table'

const Known = z.object({ folder: z.string(), id: z.string() })

/** Which library the rows belong to. */
export const libraryMemory = (database: WritableDatabase): FolderMemory => ({
  recall: () => {
    const text = recall(database, 'library')
    return text === null ? null : Known.parse(JSON.parse(text))
  },
  remember: (known) => remember(database, 'library', JSON.stringify(known))
})

/** When every file was last compared with its row, in milliseconds since 1970; 0 when never. */
export const filesComparedAtMs = (database: ReadableDatabase): number =>
  Number(recall(database, 'files_compared') ?? 0)

export const noteFilesCompared = (database: WritableDatabase, atMs: number): void =>
  remember(database, 'files_compared', String(atMs))
