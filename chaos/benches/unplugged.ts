import { existsSync, readdirSync, renameSync } from 'node:fs'

/**
 * Moves the library folder away, like a disconnected drive. A library without a clip may not exist yet, and stays.
 *
 * @returns Restores the folder. Throws if something was created in its place.
 */
export function takeAway(library: string): () => void {
  const hasClips = existsSync(library) && readdirSync(library).some((name) => name.endsWith('.mp4'))
  if (!hasClips) return () => undefined
  const elsewhere = `${library}-elsewhere`
  renameSync(library, elsewhere)
  return () => {
    if (existsSync(library)) throw new Error('a folder was created in place of the missing library folder')
    renameSync(elsewhere, library)
  }
}
