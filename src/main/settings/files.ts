import { readFileSync } from 'node:fs'
import { createFileSync, renameDurablySync } from '../base/files'

/** The few things a settings store does with a disk; each throws what Node throws. */
export interface SettingsFiles {
  /** Null when there is no such file. */
  readSync(path: string): string | null
  /** Creates a file that is on disk as a whole, or none. */
  createSync(path: string, text: string): void
  /** The new name is on disk afterwards. */
  renameSync(from: string, to: string): void
}

export const nodeFiles: SettingsFiles = {
  readSync(path) {
    try {
      return readFileSync(path, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    }
  },
  createSync: (path, text) => createFileSync(path, text, 0o600),
  renameSync: renameDurablySync
}
