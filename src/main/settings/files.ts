import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** The few things a settings store does with a disk; each throws what Node throws. */
export interface SettingsFiles {
  /** Null when there is no such file. */
  readSync(path: string): string | null
  /** Resolves to a file that is on the disk whole, or leaves none. */
  writeDurablySync(path: string, text: string): void
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
  writeDurablySync(path, text) {
    try {
      const file = openSync(path, 'w', 0o600)
      try {
        writeFileSync(file, text)
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
    } catch (error) {
      rmSync(path, { force: true })
      throw error
    }
  },
  renameSync
}
