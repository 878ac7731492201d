import { lstat, opendir } from 'node:fs/promises'
import { setImmediate as turn } from 'node:timers/promises'
import { containerOfName } from '@shared/containers'
import type { GenerationId, VideoId } from '@shared/generation'
import type { GenerationRequest } from '@shared/request'
import type { SavedFile } from '../../generations/domain/generation'
import type { Logger } from '../../logging/logger'
import type { FoundPacket } from '../../media/packet-box'
import { sha256Of } from '../folder/hash-file'
import type { Replayed } from '../journal/journal'
import type { LibraryFolder } from '../folder/library-folder'

/** A clip found in the folder, ready to become a row. */
export interface AdoptedClip {
  readonly generationId: GenerationId
  readonly videoId: VideoId
  readonly createdAtUs: number
  readonly position: number
  /** How many videos its generation has; null where the clip does not say. */
  readonly videoCount: number | null
  readonly request: GenerationRequest
  readonly remoteId: string | null
  readonly fileName: string
  readonly file: SavedFile
}

export type InspectedVideo = Pick<SavedFile, 'media' | 'traits' | 'mediaSha256'>

export interface RebuildReport {
  /** Clips of the folder that are in the library now and were not before. */
  readonly adopted: number
  readonly known: number
  /** Clips that carry no description, or none that can be read. */
  readonly unreadable: number
  /** The first few of them. */
  readonly unreadableNames: readonly string[]
  /** Further generations that the journal brought back, or on: running, failed, waiting, or with their clip gone. */
  readonly withoutClip: number
  /** Lines of the journal that could not be read, or contradict the rest. */
  readonly unreadableLines: number
}

/** How far the reading of a folder is, in files that are not known yet. */
export interface Reading {
  readonly done: number
  readonly total: number
}

const namesAtOnce = 500
const namesTold = 5

/** Brings rows back from the journal in the folder and the clips beside it. Changes no file. */
export class LibraryRebuild {
  constructor(
    private readonly needs: {
      readonly folder: LibraryFolder
      /** Writes what the journal knows and the rows do not. */
      readonly replayJournal: (signal: AbortSignal) => Promise<Replayed>
      readonly findPacket: (path: string) => Promise<FoundPacket | null>
      /** What the file is; null when it is no whole video. */
      readonly inspect: (path: string) => Promise<InspectedVideo | null>
      /** Which of these files a row claims. */
      readonly knownFiles: (fileNames: readonly string[]) => ReadonlySet<string>
      /** Whether a video has its file; another file that says it is the same one is a copy, or an edit. */
      readonly isSaved: (id: VideoId) => boolean
      readonly adopt: (clip: AdoptedClip) => void
      readonly logger: Logger
    }
  ) {}

  /**
   * Takes up every clip that the database does not know; one that cannot be read is counted and left alone.
   * @throws the signal's reason when it is aborted: what was taken up by then stays.
   */
  async run(
    signal: AbortSignal,
    onProgress: (reading: Reading) => void = () => undefined
  ): Promise<RebuildReport> {
    const { folder, logger } = this.needs
    const names = await videoFilesIn(folder.root, signal)
    const known = await this.#known(names, signal)
    // Before the clips: those that it knows need not be read.
    const replayed = await this.#replay(signal)
    const counts = { adopted: 0, known: known.size, unreadable: 0 }
    const unreadableNames: string[] = []
    const rest = names.filter((name) => !known.has(name))
    const fromJournal = await this.#known(rest, signal)
    const toRead = rest.filter((name) => !fromJournal.has(name))
    for (const [index, name] of toRead.entries()) {
      onProgress({ done: index, total: toRead.length })
      const outcome = await this.#take(name, signal)
      counts[outcome] += 1
      if (outcome === 'unreadable' && unreadableNames.length < namesTold) unreadableNames.push(name)
    }
    // What the journal says of rows that only a clip could give.
    const { refused, unreadable } = counts.adopted > 0 ? await this.#replay(signal) : replayed
    const unreadableLines = refused + unreadable
    const withoutClip = Math.max(0, replayed.brought - fromJournal.size)
    const report = {
      ...counts,
      adopted: counts.adopted + fromJournal.size,
      unreadableNames,
      withoutClip,
      unreadableLines
    }
    logger.info(`took up the folder: ${JSON.stringify({ ...report, unreadableNames: undefined })}`)
    return report
  }

  /** In slices: a folder may hold any number of files, and the window is not to notice. */
  async #known(names: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
    const known = new Set<string>()
    for (let start = 0; start < names.length; start += namesAtOnce) {
      signal.throwIfAborted()
      for (const name of this.needs.knownFiles(names.slice(start, start + namesAtOnce))) known.add(name)
      await turn()
    }
    return known
  }

  /** A journal that cannot be read hides no clip. */
  async #replay(signal: AbortSignal): Promise<Replayed> {
    try {
      return await this.needs.replayJournal(signal)
    } catch (error) {
      signal.throwIfAborted()
      this.needs.logger.error('The journal could not be read', error)
      return { entries: 0, unreadable: 1, end: 0, brought: 0, refused: 0 }
    }
  }

  async #take(fileName: string, signal: AbortSignal): Promise<'adopted' | 'known' | 'unreadable'> {
    try {
      const clip = await this.#read(fileName, signal)
      signal.throwIfAborted()
      if (!clip) return 'unreadable'
      if (clip === 'known') return 'known'
      this.needs.adopt(clip)
      return 'adopted'
    } catch (error) {
      signal.throwIfAborted()
      this.needs.logger.warn('A clip in the folder could not be taken up', error)
      return 'unreadable'
    }
  }

  async #read(fileName: string, signal: AbortSignal): Promise<AdoptedClip | 'known' | null> {
    const path = this.needs.folder.pathOf(fileName)
    const packet = path === null ? null : await this.needs.findPacket(path)
    if (packet && this.needs.isSaved(packet.description.videoId as VideoId)) return 'known'
    const video = path === null || !packet ? null : await this.needs.inspect(path)
    if (path === null || !packet || !video) return null
    const { size, mtimeMs } = await lstat(path)
    const { description } = packet
    const { modelId, prompt, negativePrompt } = description
    return {
      generationId: description.generationId as GenerationId,
      videoId: description.videoId as VideoId,
      createdAtUs: description.createdAtUs,
      position: description.position,
      videoCount: description.videoCount ?? null,
      request: description.request ?? { modelId, prompt, ...(negativePrompt && { negativePrompt }) },
      remoteId: description.remoteId,
      fileName,
      file: {
        bytes: size,
        sha256: await sha256Of(path, signal, size),
        sourceBytes: packet.start,
        sourceSha256: await sha256Of(path, signal, packet.start),
        ...video,
        savedAtMs: Math.round(mtimeMs)
      }
    }
  }
}

/** Regular files alone: a pipe would never end, and a link leads out of the folder. */
async function videoFilesIn(folder: string, signal: AbortSignal): Promise<readonly string[]> {
  const names: string[] = []
  for await (const entry of await opendir(folder, { bufferSize: 256 })) {
    signal.throwIfAborted()
    if (entry.isFile() && containerOfName(entry.name) !== undefined) names.push(entry.name)
  }
  return names.sort()
}
