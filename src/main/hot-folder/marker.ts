import { join } from 'node:path'
import * as z from 'zod'
import { GenerationId, VideoId } from '@shared/generation'
import { HotFolderId } from '@shared/library/hot-folders'
import { kindOf, readSmallFile } from '../base/careful-files'

const largestMarkerBytes = 32 * 2 ** 20

/** File that was put into a hot folder, as it was when it was put there. */
export const PutFile = z.object({
  bytes: z.number(),
  inode: z.string(),
  modifiedNs: z.string(),
  /** Null for a link to a file of the library that another program had changed. */
  sha256: z.string().nullable()
})
export type PutFile = Readonly<z.infer<typeof PutFile>>

/** Names that are a path to nothing else, on any system. */
const plainName = /^(?!\.{1,2}$)[^/\\:\p{Cc}]+$/u

/** What a hot folder knows of one video. */
const Entry = z.object({
  videoId: VideoId,
  generationId: GenerationId,
  /**
   * Kept when the file is removed: a clip that comes back gets its name again. The marker is anybody's: a path in it
   * would remove files elsewhere.
   */
  name: z.string().regex(plainName),
  /** Null where no file of ours is there. */
  file: PutFile.nullable(),
  /** Another program changed our file, so it is left alone from then on. */
  isChanged: z.boolean().default(false)
})
export type Entry = Readonly<z.infer<typeof Entry>>

/** Record of what Dailies put into a folder, in a file in that folder: it travels with the drive. */
const Marker = z.object({
  version: z.literal(1),
  owner: HotFolderId,
  /** Library that the clips are from; null where it had no id yet. */
  library: z.uuid().nullable(),
  entries: z.array(Entry)
})
export type Marker = Readonly<Omit<z.infer<typeof Marker>, 'entries'>> & {
  readonly entries: readonly Entry[]
}

/** A marker with the bytes that it was parsed from. */
export interface ReadMarker {
  readonly bytes: Buffer
  readonly marker: Marker
}

export const markerName = '.dailies-hot-folder.json'
export const markerPathIn = (folder: string): string => join(folder, markerName)

export const markerText = (marker: Marker): string => JSON.stringify(marker)

/**
 * Reads the marker of a folder.
 *
 * @param known Last reading, which is returned where the bytes are still the same: the marker names every clip there.
 * @returns `none` where there is no such file, `unreadable` for anything that Dailies did not write.
 */
export async function readMarker(
  folder: string,
  known: ReadMarker | null = null
): Promise<ReadMarker | 'none' | 'unreadable'> {
  const path = markerPathIn(folder)
  const kind = await kindOf(path)
  if (kind !== 'file') return kind === 'nothing' ? 'none' : 'unreadable'
  const bytes = await readSmallFile(path, largestMarkerBytes)
  if (bytes === null) return 'none'
  if (bytes === 'too_large') return 'unreadable'
  if (known && bytes.equals(known.bytes)) return known
  try {
    return { bytes, marker: Marker.parse(JSON.parse(bytes.toString('utf8'))) }
  } catch {
    return 'unreadable'
  }
}
