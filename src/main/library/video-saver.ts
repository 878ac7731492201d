import type { DownloadProgress, VideoId } from '@shared/generation'
import type { Problem } from '@shared/problem'
import type { Generation, Video } from '../generations/generation'
import type { SaveOutcome, VideoSaver } from '../generations/ports'
import type { ClipDescription } from '../media/xmp-packet'
import { clearParts } from './clear-parts'
import { clipFileName } from './file-name'
import { folderReadOnly, whyNotWritable } from './folder-problems'
import type { LibraryFolder } from './library-folder'

interface Job {
  readonly videoId: string
  readonly sources: readonly string[]
  readonly partFolder: string
  readonly finalPath: string
  readonly packet: string
  readonly loopbackAllowed: boolean
  readonly maximumBytes: number
}

interface Progress {
  readonly phase: 'receiving' | 'checking'
  readonly receivedBytes: number
  readonly totalBytes: number | null
}

type DownloadOutcome =
  | Exclude<SaveOutcome, { readonly kind: 'retry' }>
  | { readonly kind: 'retry'; readonly problem: Problem; readonly retryAfterMs: number | null }
  | { readonly kind: 'name_taken' }

/** Brings the bytes of one video to a path, verified and flushed. */
interface Download {
  download(job: Job, onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<DownloadOutcome>
}

const notWritable = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT']
const notReachable = ['ENOENT', 'ENOTDIR', 'ENOTORDINARY', 'ENODEV', 'ENXIO', 'ESTALE', 'EIO']

/** Larger than any clip a text-to-video model makes today, small enough not to fill a disk. */
const maximumBytes = 4 * 1024 ** 3
const nameAttempts = 8

/** Puts a video into the library folder under a name of its own, which is reserved before a byte is fetched. */
export class LibraryVideoSaver implements VideoSaver {
  /** The most that was ever here of a video that is not complete, in bytes. */
  readonly #received = new Map<VideoId, number>()

  constructor(
    private readonly needs: {
      readonly folder: LibraryFolder
      readonly download: Download
      readonly reserveFileName: (id: VideoId, fileName: string) => boolean
      readonly makePacket: (description: ClipDescription) => string
      readonly loopbackAllowed: boolean
      readonly onProgress: (progress: DownloadProgress) => void
      /** The folder stands in the way: it wants looking after. */
      readonly onBlocked: () => void
    }
  ) {}

  async save(generation: Generation, video: Video, signal: AbortSignal): Promise<SaveOutcome> {
    const outcome = this.#prepare() ?? (await this.#save(generation, video, signal))
    if (outcome.kind === 'blocked') this.needs.onBlocked()
    return outcome
  }

  async clearUp(id: VideoId): Promise<void> {
    await clearParts(this.needs.folder.incoming, (one) => one === id)
  }

  rename(generation: Generation, video: Video): string {
    return this.#reserve(generation, video, 1)
  }

  async #save(generation: Generation, video: Video, signal: AbortSignal): Promise<SaveOutcome> {
    const first = video.fileName ?? this.#reserve(generation, video, 0)
    const before = this.#received.get(video.id) ?? 0
    const outcome = await this.#download(generation, video, first, signal)
    if (outcome.kind === 'retry') {
      return { ...outcome, progressed: (this.#received.get(video.id) ?? 0) > before }
    }
    this.#received.delete(video.id)
    if (outcome.kind !== 'name_taken') return outcome
    const second = await this.#download(generation, video, this.#reserve(generation, video, 1), signal)
    if (second.kind === 'name_taken') throw new Error(`Video ${video.id}: no free name`)
    return second.kind === 'retry' ? { ...second, progressed: false } : second
  }

  #prepare(): SaveOutcome | null {
    try {
      this.needs.folder.prepare()
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? ''
      if (notWritable.includes(code)) return { kind: 'blocked', problem: folderReadOnly }
      if (!notReachable.includes(code)) throw error
    }
    const problem = whyNotWritable(this.needs.folder.status())
    return problem && { kind: 'blocked', problem }
  }

  #reserve(generation: Generation, video: Video, from: number): string {
    const createdAtMs = generation.createdAtUs / 1000
    for (let attempt = from; attempt < nameAttempts; attempt += 1) {
      const fileName = clipFileName({ videoId: video.id, createdAtMs, request: generation.request }, attempt)
      if (fileName === video.fileName) continue
      if (this.needs.reserveFileName(video.id, fileName)) return fileName
    }
    throw new Error(`Video ${video.id}: no free name`)
  }

  #download(
    generation: Generation,
    video: Video,
    fileName: string,
    signal: AbortSignal
  ): Promise<DownloadOutcome> {
    const finalPath = this.needs.folder.pathOf(fileName)
    if (finalPath === null) throw new Error(`Video ${video.id}: its stored name is no file name`)
    const { position } = video
    const { createdAtUs, request, status } = generation
    return this.needs.download.download(
      {
        videoId: video.id,
        sources: [video.url, video.proxyUrl].filter((url) => url !== null),
        partFolder: this.needs.folder.incoming,
        finalPath,
        packet: this.needs.makePacket({
          videoId: video.id,
          generationId: generation.id,
          createdAtUs,
          position,
          videoCount: generation.videos.length,
          modelId: request.modelId,
          prompt: request.prompt,
          ...(request.negativePrompt && { negativePrompt: request.negativePrompt }),
          request,
          remoteId: 'remoteId' in status ? status.remoteId : null
        }),
        loopbackAllowed: this.needs.loopbackAllowed,
        maximumBytes
      },
      ({ phase, receivedBytes, totalBytes }) => {
        this.#received.set(video.id, Math.max(receivedBytes, this.#received.get(video.id) ?? 0))
        this.needs.onProgress({
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
