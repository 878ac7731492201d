import { existsSync, readdirSync, renameSync } from 'node:fs'

/**
 * Takes a library's folder away, as a drive that is not connected. One without a clip may be none yet: it stays.
 *
 * @returns Brings it back. Throws where something was made in its place.
 */
export function takeAway(library: string): () => void {
  const hasClips = existsSync(library) && readdirSync(library).some((name) => name.endsWith('.mp4'))
  if (!hasClips) return () => undefined
  const elsewhere = `${library}-elsewhere`
  renameSync(library, elsewhere)
  return () => {
    if (existsSync(library)) throw new Error('a folder was made in place of the library that was not there')
    renameSync(elsewhere, library)
  }
}
