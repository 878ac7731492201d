import { readFileSync } from 'node:fs'
import { errorCode } from '../base/errors'
import { createFileSync, renameDurablySync } from '../base/files'

/** File operations of the settings store; they throw Node's errors. */
export interface SettingsFiles {
  /** Returns null when there is no such file. */
  readSync(path: string): string | null
  /** Creates a file durably and atomically. */
  createSync(path: string, text: string): void
  /** Renames durably. */
  renameSync(from: string, to: string): void
}

export const nodeFiles: SettingsFiles = {
  readSync(path) {
    try {
      return readFileSync(path, 'utf8')
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null
      throw error
    }
  },
  createSync: (path, text) => createFileSync(path, text, 0o600),
  renameSync: renameDurablySync
}
