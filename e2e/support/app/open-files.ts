import { readdirSync, readlinkSync } from 'node:fs'

/** The files with this ending that a process holds open. */
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
