import { lstat, realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { VideoId } from '@shared/generation'
import { ProblemError, type Problem } from '@shared/problem'
import { diskFull, folderReadOnly } from '@shared/problem-texts'
import { errorCode } from '../../base/errors'
import { copyVerified, type Place } from '../move/copy-verified'
import { sha256Of } from '../folder/hash-file'
import { makeIncoming, type LibraryFolder } from '../folder/library-folder'
import type { FileRecord, FolderFile, HashMedia } from './reconcile'

/** Dialogs for locating a clip. */
export interface LocatorDesktop {
  chooseVideo(startAt: string): Promise<string | null>
  /** Asks whether to use a file that is not the one that was saved. */
  askAboutOtherFile(isSameLength: boolean): Promise<boolean>
}

/** Lets the user locate the file of a clip. */
export class FileLocator {
  constructor(
    private readonly deps: {
      readonly folder: LibraryFolder
      readonly whyNotWritable: () => Problem | null
      readonly desktop: LocatorDesktop
      /** Returns the record of a file that is missing or changed; null for any other video. */
      readonly findRecord: (id: VideoId) => FileRecord | null
      readonly place: Place
      readonly isVideo: (path: string) => Promise<boolean>
      readonly hashMedia: HashMedia
      /** Reserves a name for the video; false if another video has it. */
      readonly reserveFileName: (id: VideoId, fileName: string) => boolean
      /** Reserves a new name for the video and returns it. */
      readonly newFileName: (id: VideoId) => string
      /** Links a video to the file at a path, which was read as a whole. */
      readonly relink: (
        id: VideoId,
        path: string,
        file: { readonly bytes: number; readonly sha256: string }
      ) => Promise<void>
      /** Compares the rows with the files. */
      readonly check: () => Promise<void>
    }
  ) {}

  /**
   * Links a clip to the file that the user chooses: inside the library folder by its name, from elsewhere by a copy. A
   * linked file stays where it is. The user has to confirm a file that is not the one that was saved. Returns false if nothing was linked.
   */
  async locate(id: VideoId): Promise<boolean> {
    const { folder, desktop } = this.deps
    const record = this.#recordOf(id)
    const path = await desktop.chooseVideo(folder.root)
    if (path === null) return false
    const { size, sha256 } = await this.#read(path)
    const isSame =
      (size === record.bytes && sha256 === record.sha256) || (await this.#hasSameMedia(path, record))
    if (!isSame && !(await desktop.askAboutOtherFile(size === record.bytes))) return false
    const { fileName, linkedPath } = record
    if (linkedPath !== null) {
      await this.deps.relink(id, await realpath(path), { bytes: size, sha256 })
      return true
    }
    if (fileName !== null && !this.#takesNameOf(path, id))
      await this.#copy(path, { ...record, fileName }, sha256)
    await this.deps.check()
    return true
  }

  /** Returns whether only metadata differs: another program may have written some into it. */
  async #hasSameMedia(path: string, { mediaSha256 }: FileRecord): Promise<boolean> {
    return mediaSha256 !== null && (await this.deps.hashMedia(path)) === mediaSha256
  }

  #recordOf(id: VideoId): FileRecord {
    const { findRecord, whyNotWritable } = this.deps
    const problem = whyNotWritable()
    if (problem) throw new ProblemError(problem)
    const record = findRecord(id)
    if (record) return record
    throw new ProblemError({
      code: 'not_possible_now',
      message: 'You can only locate a saved clip whose file is missing or changed.',
      retryable: false
    })
  }

  async #read(path: string): Promise<{ readonly size: number; readonly sha256: string }> {
    try {
      const stats = await lstat(path)
      if (!stats.isFile() || !(await this.deps.isVideo(path))) throw new ProblemError(noVideo)
      return { size: stats.size, sha256: await sha256Of(path) }
    } catch (error) {
      throw isOfTheSystem(error) ? new ProblemError(unreadable, { cause: error }) : error
    }
  }

  /** Keeps the new name of a file that was renamed inside the folder. */
  #takesNameOf(path: string, id: VideoId): boolean {
    const { folder, reserveFileName } = this.deps
    const name = basename(path)
    return dirname(path) === folder.root && folder.pathOf(name) !== null && reserveFileName(id, name)
  }

  async #copy(source: string, record: FolderFile, sha256: string): Promise<void> {
    const { folder, newFileName, reserveFileName, place } = this.deps
    const isFree = record.state === 'missing' && (await isAbsent(join(folder.root, record.fileName)))
    const fileName = isFree ? record.fileName : newFileName(record.id)
    try {
      const target = folder.pathOf(fileName)
      if (target === null || !(await isAbsent(target))) throw new ProblemError(nameTaken)
      makeIncoming(folder.root)
      const part = join(folder.incoming, `${record.id}.copy`)
      const placed = await copyVerified(source, target, { part, sha256, place })
      if (placed !== 'placed') throw new ProblemError(placed === 'taken' ? nameTaken : notCopied(undefined))
    } catch (error) {
      reserveFileName(record.id, record.fileName)
      throw isOfTheSystem(error) ? new ProblemError(notCopied(error.code), { cause: error }) : error
    }
  }
}

const isAbsent = async (path: string): Promise<boolean> => {
  try {
    await lstat(path)
    return false
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return true
    throw error
  }
}

const isOfTheSystem = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error

const unreadable: Problem = {
  code: 'not_possible_now',
  message: 'Couldn’t read that file. Nothing was changed.',
  advice: 'It may be gone, in use, or not yours to open.',
  retryable: true
}

const notCopied = (code: string | undefined): Problem =>
  code === 'ENOSPC' || code === 'EDQUOT' ? diskFull.copy : folderReadOnly.copy

const noVideo: Problem = {
  code: 'wrong_kind_of_file',
  message: 'Couldn’t read that file as a video. Nothing was changed.',
  retryable: false
}

const nameTaken: Problem = {
  code: 'not_possible_now',
  message: 'Another file in the library folder has this clip’s name.',
  advice: 'Move that file away, then locate the clip again.',
  retryable: false
}
