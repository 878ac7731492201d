import { isAbsolute, relative, sep } from 'node:path'
import type { HotFolder, HotFolderStatus } from '@shared/library/hot-folders'
import { kindOf } from '../base/careful-files'
import { readMarker, type Marker, type ReadMarker } from './marker'

/** Why nothing can be done in a hot folder. */
export type Obstacle = Extract<HotFolderStatus, 'not_there' | 'not_safe' | 'taken_over' | 'in_library'>

/** The folder cannot be used now. Nothing was changed since it was found so. */
export class TargetError extends Error {
  constructor(readonly obstacle: Obstacle) {
    super(`The hot folder cannot be used: ${obstacle}`)
    this.name = 'TargetError'
  }
}

interface LibraryPlace {
  readonly libraryRoot: string
  readonly realPath: (path: string) => Promise<string>
}

/** Returns whether a real path is in the library folder, which the user may have chosen through a link. */
export async function isInLibrary(path: string, { libraryRoot, realPath }: LibraryPlace): Promise<boolean> {
  // A library that is away has no real path.
  const root = await realPath(libraryRoot).catch(() => libraryRoot)
  const way = relative(root, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/**
 * Checks that a folder is still the one that was chosen. Called before each change: a link in its place, or above it,
 * would lead elsewhere.
 *
 * @throws TargetError if it is not.
 */
export async function checkTarget(path: string, deps: LibraryPlace): Promise<void> {
  const kind = await kindOf(path)
  if (kind === 'nothing') throw new TargetError('not_there')
  if (kind !== 'folder' || (await deps.realPath(path)) !== path) throw new TargetError('not_safe')
  if (await isInLibrary(path, deps)) throw new TargetError('in_library')
}

/** The marker of one hot folder. */
export class OwnMarker {
  #known: ReadMarker | null = null

  constructor(private readonly folder: Pick<HotFolder, 'id' | 'path'>) {}

  /**
   * Reads the marker. Without one the folder is an empty mount point, or nobody knows what in it is ours: nothing is
   * created in its place.
   *
   * @throws TargetError if there is none, or it is another hot folder's.
   */
  async read(): Promise<Marker> {
    const read = await readMarker(this.folder.path, this.#known)
    if (read === 'none') throw new TargetError('not_there')
    if (read === 'unreadable' || read.marker.owner !== this.folder.id) throw new TargetError('taken_over')
    this.#known = read
    return read.marker
  }

  /** Notes what was just written, so that it is not parsed again. */
  noteWritten(marker: Marker, text: string): void {
    this.#known = { marker, bytes: Buffer.from(text) }
  }
}
