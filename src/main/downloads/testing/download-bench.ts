import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DownloadJob, DownloadOutcome, TransferProgress, VideoInspector } from '../download'
import { quickFiles } from './faulty-files'
import { FileDownloader, type FileDownloaderDeps } from '../run/file-downloader'
import { PinnedTransport } from '../transport/pinned-transport'
import { defaultPolicy, type DownloadPolicy } from '../policy'
import { VideoServer } from './video-server'

export const videoId = '3f2b8c1e-6f0a-4c55-9d0e-1a2b3c4d5e6f'

/** Short times, and a flush after each byte, so that what a test sends is kept. */
export const hasty: DownloadPolicy = {
  ...defaultPolicy,
  stallMs: 5000,
  reserveBytes: 0,
  checkpointBytes: 1,
  placementDelaysMs: [1, 1]
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A file server, a library folder, and a downloader between them. */
export class DownloadBench {
  readonly progress: TransferProgress[] = []
  readonly log: string[] = []

  private constructor(
    readonly server: VideoServer,
    readonly library: string,
    readonly inspector: VideoInspector,
    readonly packet: string
  ) {}

  static async start(inspector: VideoInspector, packet: string): Promise<DownloadBench> {
    const library = await mkdtemp(join(tmpdir(), 'dailies-download-'))
    return new DownloadBench(await VideoServer.start(), library, inspector, packet)
  }

  async stop(): Promise<void> {
    await this.server.stop()
    await rm(this.library, { recursive: true, force: true })
  }

  get partFolder(): string {
    return join(this.library, '.dailies', 'incoming')
  }

  get finalPath(): string {
    return join(this.library, 'clip.mp4')
  }

  get heldPath(): string {
    return join(this.partFolder, `${videoId}.held`)
  }

  get partPath(): string {
    return join(this.partFolder, `${videoId}.part`)
  }

  job(sources: readonly string[], changes: Partial<DownloadJob> = {}): DownloadJob {
    return {
      videoId,
      sources,
      partFolder: this.partFolder,
      finalPath: this.finalPath,
      packet: this.packet,
      loopbackAllowed: true,
      maximumBytes: 100_000_000,
      heldSha256: null,
      ...changes
    }
  }

  downloader(options: Partial<FileDownloaderDeps> = {}): FileDownloader {
    return new FileDownloader({
      transport: new PinnedTransport(),
      inspector: this.inspector,
      files: quickFiles,
      policy: hasty,
      log: (line) => this.log.push(line),
      ...options
    })
  }

  download(
    sources: readonly string[],
    options: Partial<FileDownloaderDeps> = {},
    changes: Partial<DownloadJob> = {},
    signal: AbortSignal = new AbortController().signal
  ): Promise<DownloadOutcome> {
    const onProgress = (progress: TransferProgress): unknown => this.progress.push(progress)
    return this.downloader(options).download(this.job(sources, changes), onProgress, signal)
  }

  /** Returns the saved file for these source bytes. */
  expectedFile(source: Buffer): Buffer {
    return Buffer.concat([source, this.inspector.packetBytes(this.packet)])
  }

  saved(): Promise<Buffer> {
    return readFile(this.finalPath)
  }

  /** Returns the relative paths of all files of the library, hidden ones included. */
  async everyFile(): Promise<string[]> {
    const entries = await readdir(this.library, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
  }

  async makePartFolder(): Promise<void> {
    await mkdir(this.partFolder, { recursive: true })
  }

  /** Returns `Range` and `If-Range` of every request, in order. */
  get ranges(): readonly (readonly [string | undefined, string | undefined])[] {
    return this.server.requests.map(
      ({ headers }) => [headers.range, headers['if-range'] as string | undefined] as const
    )
  }
}
