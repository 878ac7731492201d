import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import type { GenerationId, VideoId } from '@shared/generation'
import type { GenerationRequest } from '@shared/request'
import type { MediaFacts, SavedFile } from '../generations/generation'
import type { Logger } from '../logging/logger'
import type { FoundPacket } from '../media/packet-box'
import type { JournalEntry } from './journal'
import type { LibraryFolder } from './library-folder'

/** A clip found in the folder, ready to become a row. */
export interface AdoptedClip {
  readonly generationId: GenerationId
  readonly videoId: VideoId
  readonly createdAtUs: number
  readonly position: number
  readonly request: GenerationRequest
  readonly remoteId: string | null
  readonly fileName: string
  readonly file: SavedFile
}

export interface RebuildReport {
  readonly adopted: number
  readonly known: number
  readonly unreadable: number
}

/** Brings rows back from the clips in the folder and the journal beside them. Changes no file. */
export class LibraryRebuild {
  constructor(
    private readonly needs: {
      readonly folder: LibraryFolder
      readonly readJournal: () => Promise<readonly JournalEntry[]>
      readonly findPacket: (path: string) => Promise<FoundPacket | null>
      /** What the file is; null when it is no whole video. */
      readonly inspect: (path: string) => Promise<MediaFacts | null>
      readonly knowsFile: (fileName: string) => boolean
      readonly adopt: (clip: AdoptedClip) => void
      readonly replay: (entry: JournalEntry) => void
      readonly logger: Logger
    }
  ) {}

  /** Adopts every clip that the database does not know; one that cannot be read is counted and left alone. */
  async run(): Promise<RebuildReport> {
    const counts = { adopted: 0, known: 0, unreadable: 0 }
    const names = (await readdir(this.needs.folder.root)).filter((name) => /\.(mp4|webm)$/i.test(name)).sort()
    for (const name of names) counts[await this.#take(name)] += 1
    if (counts.adopted > 0) {
      for (const entry of await this.needs.readJournal()) this.needs.replay(entry)
    }
    this.needs.logger.info(
      `adopted ${counts.adopted}, knew ${counts.known}, could not read ${counts.unreadable}`
    )
    return counts
  }

  async #take(fileName: string): Promise<keyof RebuildReport> {
    if (this.needs.knowsFile(fileName)) return 'known'
    try {
      const clip = await this.#read(fileName)
      if (!clip) return 'unreadable'
      this.needs.adopt(clip)
      return 'adopted'
    } catch (error) {
      this.needs.logger.warn('A clip in the folder could not be taken up', error)
      return 'unreadable'
    }
  }

  async #read(fileName: string): Promise<AdoptedClip | null> {
    const path = this.needs.folder.pathOf(fileName)
    const packet = path === null ? null : await this.needs.findPacket(path)
    const media = path === null || !packet ? null : await this.needs.inspect(path)
    if (path === null || !packet || !media) return null
    const { size, mtimeMs } = await stat(path)
    const { description } = packet
    const { modelId, prompt, negativePrompt } = description
    return {
      generationId: description.generationId as GenerationId,
      videoId: description.videoId as VideoId,
      createdAtUs: description.createdAtUs,
      position: description.position,
      request: description.request ?? { modelId, prompt, ...(negativePrompt && { negativePrompt }) },
      remoteId: description.remoteId,
      fileName,
      file: {
        bytes: size,
        sha256: await sha256Of(path, size),
        sourceBytes: packet.start,
        sourceSha256: await sha256Of(path, packet.start),
        media,
        savedAtMs: Math.round(mtimeMs)
      }
    }
  }
}

async function sha256Of(path: string, bytes: number): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { start: 0, end: bytes - 1 })) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
