import { extname } from 'node:path'
import type { DownloadProgress, VideoId } from '@shared/generation'
import { ProblemError } from '@shared/problem'
import { folderReadOnly } from '@shared/problem-texts'
import { errorCode } from '../base/errors'
import type { DownloadOutcome, Downloader } from '../downloads/download'
import type { Generation, Video } from '../generations/domain/generation'
import type { SaveOutcome, VideoSaver } from '../generations/domain/ports'
import type { VideoFile } from '../media/video-file'
import { describeClip } from './clip-description'
import { clipWords, type FindItems } from './clip-words'
import type { makePacket } from '../media/xmp/xmp-packet'
import { clearParts } from './folder/clear-parts'
import { clipFileName } from './folder/file-name'
import { namedClip } from './folder/named-clip'
import { whyNotWritable } from './folder/folder-problems'
import { keepHeldFile, heldPath } from './held-files'
import type { Place } from './move/copy-verified'
import type { LibraryFolder } from './folder/library-folder'

const notWritable = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT']
const notReachable = ['ENOENT', 'ENOTDIR', 'ENOTORDINARY', 'ENODEV', 'ENXIO', 'ESTALE', 'EIO']

/** Above the size of any clip of today's models, and small enough not to fill a disk. */
const maximumBytes = 4 * 1024 ** 3
const nameAttempts = 8
/** Extension of nearly every video. */
const usualEnding = '.mp4'
/** Maximum number of names tried for one download: one may be taken, the next may have the wrong extension. */
const mostNames = 4

export interface VideoSaverDeps {
  readonly folder: LibraryFolder
  readonly download: Pick<Downloader, 'download'>
  readonly reserveFileName: (id: VideoId, fileName: string) => boolean
  /** Names a file on the library folder's disk. */
  readonly place: Place
  readonly makePacket: typeof makePacket
  readonly findItems: FindItems
  /** Returns the template of file names. */
  readonly nameTemplate: () => string
  readonly loopbackAllowed: boolean
  readonly onProgress: (progress: DownloadProgress) => void
  /** Called when the library folder cannot be written. */
  readonly onBlocked: () => void
}

/** Saves videos into the library folder, each under a name that is reserved before its download begins. */
export class LibraryVideoSaver implements VideoSaver {
  /** Maximum bytes received so far of each incomplete video. */
  readonly #received = new Map<VideoId, number>()

  constructor(private readonly deps: VideoSaverDeps) {}

  async save(generation: Generation, video: Video, signal: AbortSignal): Promise<SaveOutcome> {
    const outcome = this.#prepare() ?? (await this.#save(generation, video, signal))
    if (outcome.kind === 'blocked') this.deps.onBlocked()
    return outcome
  }

  /** Returns where the file of a video is that was put aside until the user decides. */
  heldPathOf(id: VideoId): string {
    return heldPath(this.deps.folder.incoming, id)
  }

  async clearUp(id: VideoId): Promise<void> {
    await clearParts(this.deps.folder.incoming, (one) => one === id)
  }

  async keepHeld(generation: Generation, video: Video): Promise<VideoFile> {
    const { folder, place } = this.deps
    const refused = this.#prepare()
    if (refused && 'problem' in refused) throw new ProblemError(refused.problem)
    if (!video.held) throw new Error(`Video ${video.id}: nothing is held of it`)
    const fileName =
      video.fileName && extname(video.fileName) === video.held.ending
        ? video.fileName
        : this.#reserve(generation, video, 0, video.held.ending)
    return keepHeldFile({ id: video.id, held: video.held, folder, fileName, place })
  }

  rename(generation: Generation, video: Video): string {
    return this.#reserve(generation, video, 1)
  }

  async #save(generation: Generation, video: Video, signal: AbortSignal): Promise<SaveOutcome> {
    const before = this.#received.get(video.id) ?? 0
    let fileName = video.fileName ?? this.#reserve(generation, video, 0)
    for (let names = 0; names < mostNames; names += 1) {
      const named = { ...video, fileName }
      const outcome = await this.#download(generation, named, fileName, signal)
      // A name conflict must not cause a second download.
      if (outcome.kind === 'name_taken') fileName = this.#reserve(generation, named, 1)
      else if (outcome.kind === 'name_too_long') {
        this.deps.folder.measureNames()
        const shorter = this.#reserve(generation, named, 0)
        if (Buffer.byteLength(shorter) >= Buffer.byteLength(fileName))
          return { kind: 'blocked', problem: folderReadOnly.namesTooLong }
        fileName = shorter
      } else if (outcome.kind === 'other_ending')
        fileName = this.#reserve(generation, named, 0, outcome.ending)
      else if (outcome.kind === 'retry')
        return { ...outcome, progressed: (this.#received.get(video.id) ?? 0) > before }
      else {
        this.#received.delete(video.id)
        return outcome
      }
    }
    throw new Error(`Video ${video.id}: no free name`)
  }

  #prepare(): SaveOutcome | null {
    try {
      this.deps.folder.prepare()
    } catch (error) {
      const code = errorCode(error)
      if (notWritable.includes(code)) return { kind: 'blocked', problem: folderReadOnly.library }
      if (!notReachable.includes(code)) throw error
    }
    const problem = whyNotWritable(this.deps.folder.status())
    return problem && { kind: 'blocked', problem }
  }

  #reserve(
    generation: Generation,
    video: Pick<Video, 'id' | 'fileName'>,
    from: number,
    ending = extname(video.fileName ?? '') || usualEnding
  ): string {
    const clip = namedClip(generation, video.id, this.deps.findItems)
    for (let attempt = from; attempt < nameAttempts; attempt += 1) {
      const fileName = clipFileName(
        clip,
        attempt,
        ending,
        this.deps.folder.mostNameBytes,
        this.deps.nameTemplate()
      )
      if (fileName === video.fileName) continue
      if (this.deps.reserveFileName(video.id, fileName)) return fileName
    }
    throw new Error(`Video ${video.id}: no free name`)
  }

  #download(
    generation: Generation,
    video: Video,
    fileName: string,
    signal: AbortSignal
  ): Promise<DownloadOutcome> {
    const finalPath = this.deps.folder.pathOf(fileName)
    if (finalPath === null) throw new Error(`Video ${video.id}: its stored name is no file name`)
    return this.deps.download.download(
      {
        videoId: video.id,
        sources: [video.url, video.proxyUrl].filter((url) => url !== null),
        partFolder: this.deps.folder.incoming,
        finalPath,
        packet: this.deps.makePacket(
          describeClip(generation, video),
          clipWords(generation, this.deps.findItems)
        ),
        loopbackAllowed: this.deps.loopbackAllowed,
        maximumBytes,
        heldSha256: video.held?.sha256 ?? null
      },
      ({ phase, receivedBytes, totalBytes }) => {
        this.#received.set(video.id, Math.max(receivedBytes, this.#received.get(video.id) ?? 0))
        this.deps.onProgress({
          generationId: generation.id,
          videoId: video.id,
          phase,
          receivedBytes,
          totalBytes
        })
      },
      signal
    )
  }
}
