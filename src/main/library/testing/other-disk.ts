import { existsSync, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'

const candidates = ['/dev/shm', '/var/tmp', homedir()]

/** Returns a folder on another file system than the temporary one, or null on a machine without one. */
export function otherDisk(): string | null {
  const { dev } = statSync(tmpdir())
  return candidates.find((path) => existsSync(path) && statSync(path).dev !== dev) ?? null
}
