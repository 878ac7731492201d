import { readdirSync, readlinkSync } from 'node:fs'

/** Returns the open files of a process with this extension. */
export function openFiles(pid: number, ending: string): readonly string[] {
  const folder = `/proc/${pid}/fd`
  return readdirSync(folder).flatMap((descriptor) => {
    try {
      const path = readlinkSync(`${folder}/${descriptor}`)
      return path.endsWith(ending) ? [path] : []
    } catch {
      // Closed while we looked.
      return []
    }
  })
}
