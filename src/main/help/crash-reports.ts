import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '../base/errors'

/** Most reports that are kept. */
const reportsKept = 10

interface Report {
  readonly path: string
  readonly writtenAtMs: number
}

/** Crash reports on this computer: memory dumps that Crashpad writes, and that nothing uploads. */
export class CrashReports {
  constructor(readonly folder: string) {}

  async count(): Promise<number> {
    return (await this.#dumps()).length
  }

  /** Removes all but the newest ones. */
  async prune(): Promise<void> {
    const dumps = await Promise.all((await this.#dumps()).map(readReport))
    const byAge = dumps.toSorted((one, other) => other.writtenAtMs - one.writtenAtMs)
    for (const { path } of byAge.slice(reportsKept)) {
      await rm(path, { force: true })
      await rm(path.replace(/\.dmp$/, '.meta'), { force: true })
    }
  }

  /** Returns the dumps of every folder of Crashpad: `new`, `pending`, `completed`, or `reports` on Windows. */
  async #dumps(): Promise<readonly string[]> {
    try {
      const names = await readdir(this.folder, { recursive: true })
      return names.filter((name) => name.endsWith('.dmp')).map((name) => join(this.folder, name))
    } catch (error) {
      // Nothing crashed yet.
      if (errorCode(error) === 'ENOENT') return []
      throw error
    }
  }
}

const readReport = async (path: string): Promise<Report> => ({
  path,
  writtenAtMs: (await stat(path)).mtimeMs
})
