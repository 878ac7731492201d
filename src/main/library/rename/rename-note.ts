import * as z from 'zod'
import { VideoId } from '@shared/generation'
import { readSmallFile } from '../../base/careful-files'
import { replaceFile } from '../../base/files'
import { isPlainName } from '../folder/file-name'

const FileName = z.string().max(255).refine(isPlainName)

/** New name of one file. */
const FileRename = z.object({ id: VideoId, from: FileName, to: FileName })
export type FileRename = Readonly<z.infer<typeof FileRename>>

/**
 * Note of a renaming in the library folder. Until it is done, the next start finishes it; afterwards it says what an
 * undo takes back. Anybody can write to the folder: names are checked, and a file is only renamed as the clip that
 * its row says it is.
 */
const RenameNote = z.object({
  version: z.literal(1),
  isDone: z.boolean(),
  renames: z.array(FileRename)
})
export type RenameNote = Readonly<z.infer<typeof RenameNote>>

const largestNoteBytes = 100 * 1024 * 1024

/** Returns the note; null where there is none that can be read. */
export async function readRenameNote(path: string): Promise<RenameNote | null> {
  const bytes = await readSmallFile(path, largestNoteBytes)
  if (bytes === null || bytes === 'too_large') return null
  try {
    return RenameNote.parse(JSON.parse(String(bytes)))
  } catch {
    return null
  }
}

export async function writeRenameNote(path: string, note: Omit<RenameNote, 'version'>): Promise<void> {
  await replaceFile(path, JSON.stringify({ version: 1, ...note }))
}
