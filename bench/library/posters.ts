import { cpSync, linkSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Home } from './home'
import { uuidOf } from './ids'

/** Of ten clips, so many have their poster and strip from the start. */
const withPosterOfTen = 7

/** Files of a cache of pictures, by the number of the clip whose id they begin with. */
type PosterFiles = ReadonlyMap<number, readonly string[]>

/** Finds the pictures that the app made of the first clips of a library. */
function postersOf(folder: string, clips: number): PosterFiles {
  const names = readdirSync(folder, { recursive: true }).map(String)
  return new Map(
    Array.from({ length: clips }, (_, index) => [
      index,
      names.filter((name) => name.includes(uuidOf('video', index)))
    ])
  )
}

/**
 * Gives most clips of a library their pictures, each linked to that of the clip which has the same file.
 *
 * @param folder Where the app put the pictures of the first clips.
 * @param clips How many clips there are whose files differ.
 */
export function linkPosters(home: Home, size: number, folder: string, clips: number): void {
  const files = postersOf(folder, clips)
  // Of its own, so that links of other libraries do not touch these files.
  const own = join(home.folder, 'poster-sources')
  cpSync(folder, own, { recursive: true })
  mkdirSync(home.posters, { recursive: true, mode: 0o700 })
  for (let index = 0; index < size; index += 1) {
    if (index % 10 >= withPosterOfTen) continue
    for (const name of files.get(index % clips) ?? []) {
      const target = name.replace(uuidOf('video', index % clips), uuidOf('video', index))
      linkSync(join(own, name), join(home.posters, target))
    }
  }
}
