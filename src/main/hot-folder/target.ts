import { relative, isAbsolute } from 'node:path'
import type { HotFolder, HotFolderStatus } from '@shared/library/hot-folders'
import { kindOf } from '../base/careful-files'
import { readMarker, type Marker } from './marker'

/** Why nothing can be done in a hot folder. */
export type Obstacle = Extract<HotFolderStatus, 'not_there' | 'not_safe' | 'taken_over' | 'in_library'>

/** The folder cannot be used now. Nothing was changed since it was found so. */
export class TargetError extends Error {
  constructor(readonly obstacle: Obstacle) {
    super(`The hot folder cannot be used: ${obstacle}`)
    this.name = 'TargetError'
  }
}

export const isInside = (path: string, folder: string): boolean => {
  const way = relative(folder, path)
  return way === '' || (!way.startsWith('..') && !isAbsolute(way))
}

/**
 * Checks that a folder is still the one that was chosen. Called before each change: a link in its place, or above it,
 * would lead elsewhere.
 *
 * @throws TargetError if it is not.
 */
export async function checkTarget(
  path: string,
  deps: { readonly libraryRoot: string; readonly realPath: (path: string) => Promise<string> }
): Promise<void> {
  const kind = await kindOf(path)
  if (kind === 'nothing') throw new TargetError('not_there')
  if (kind !== 'folder' || (await deps.realPath(path)) !== path) throw new TargetError('not_safe')
  if (isInside(path, deps.libraryRoot)) throw new TargetError('in_library')
}

/**
 * Reads the marker of a hot folder. Without one it is an empty mount point, or nobody knows what in it is ours: nothing
 * is created in its place.
 *
 * @throws TargetError if there is none, or it is not this hot folder's.
 */
export async function ownMarker({ id, path }: Pick<HotFolder, 'id' | 'path'>): Promise<Marker> {
  const marker = await readMarker(path)
  if (marker === 'none') throw new TargetError('not_there')
  if (marker === 'unreadable' || marker.owner !== id) throw new TargetError('taken_over')
  return marker
}
