import { access, constants } from 'node:fs/promises'
import type { GenerationId, VideoId } from '@shared/generation'
import { kindOf } from '../base/careful-files'
import { errorCode } from '../base/errors'

/** Video that belongs into a hot folder. */
export interface WantedClip {
  readonly videoId: VideoId
  readonly generationId: GenerationId
  /** Its name in the library folder, or the path of a linked file. */
  readonly file: string
  /** Of the file as it was saved. */
  readonly sha256: string
  /** `missing`: there is nothing to copy, and what was copied before stays. */
  readonly state: 'saved' | 'changed' | 'missing'
}

/** Returns whether a clip's file can be copied. What a link leads to is not the clip's. */
export const isReadable = async (path: string): Promise<boolean> =>
  (await kindOf(path)) === 'file' &&
  (await access(path, constants.R_OK).then(
    () => true,
    () => false
  ))

/** Errors that another clip would meet too. */
const aboutTheFolder: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM'])

export const isAboutFolder = (error: unknown): boolean => aboutTheFolder.has(errorCode(error))
