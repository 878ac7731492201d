import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const memoryDisk = '/dev/shm'
const enoughBytes = 2 ** 31

/** Containers often have a memory disk of 64 MB. */
function hasMemoryDisk() {
  if (!existsSync(memoryDisk)) return false
  const { bavail, bsize } = statfsSync(memoryDisk)
  return bavail * bsize >= enoughBytes
}

/**
 * Gives this process and those that it starts a temporary folder of their own, so that tests that were killed leave
 * nothing behind either.
 * @param options.inMemory Whether the folder is on a memory disk, where the machine has one: flushing costs nothing there.
 * @returns removes the folder.
 */
export function useTemporaryFolder({ inMemory }) {
  const before = process.env.TMPDIR
  const folder = mkdtempSync(join(inMemory && hasMemoryDisk() ? memoryDisk : tmpdir(), 'dailies-tests-'))
  process.env.TMPDIR = folder
  return () => {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
