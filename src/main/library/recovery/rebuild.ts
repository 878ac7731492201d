import { opendir } from 'node:fs/promises'
import { setImmediate as turn } from 'node:timers/promises'
import type { BatchPlace } from '@shared/batch/batch-place'
import { containerOfName } from '@shared/media/containers'
import type { GenerationId, VideoId } from '@shared/generation'
import type { GenerationRequest } from '@shared/request'
import type { SavedFile } from '../../generations/domain/generation'
import type { Logger } from '../../logging/logger'
import type { FoundPacket } from '../../media/xmp/packet-box'
import { foundClip } from './found-clip'
import type { Replayed } from '../journal/journal'
import type { LibraryFolder } from '../folder/library-folder'

/** Clip found in the folder, to be imported as a row. */
export interface AdoptedClip {
  readonly generationId: GenerationId
  readonly videoId: VideoId
  readonly createdAtUs: number
  readonly position: number
  /** Number of videos of its generation; null where unknown. */
  readonly videoCount: number | null
  readonly place: BatchPlace | null
  readonly request: GenerationRequest
  readonly remoteId: string | null
  readonly fileName: string
  readonly file: SavedFile
}

export type InspectedVideo = Pick<SavedFile, 'media' | 'traits' | 'mediaSha256'>

export interface RebuildReport {
  /** Clips that were imported. */
  readonly adopted: number
  readonly known: number
  /** Clips without a readable description. */
  readonly unreadable: number
  /** The first few of them. */
  readonly unreadableNames: readonly string[]
  /** Further generations that the journal added or updated: running, failed, waiting, or without their clip. */
  readonly withoutClip: number
  /** Journal lines that are unreadable or contradict the rest. */
  readonly unreadableLines: number
}

/** Progress of reading a folder, in files that are not known yet. */
export interface Reading {
  readonly done: number
  readonly total: number
}

const namesAtOnce = 500
const namesTold = 5

/** Imports rows from the folder's journal and its clips. Changes no file. */
export class LibraryRebuild {
  constructor(
    private readonly deps: {
      readonly folder: LibraryFolder
      /** Imports entries that the database does not have. */
      readonly replayJournal: (signal: AbortSignal) => Promise<Replayed>
      readonly findPacket: (path: string) => Promise<FoundPacket | null>
      /** Returns what a file is; null when it is no whole video. */
      readonly inspect: (path: string) => Promise<InspectedVideo | null>
      /** Returns which of these files belong to a row. */
      readonly knownFiles: (fileNames: readonly string[]) => ReadonlySet<string>
      /** Returns whether a video has its file: another file with its id is a copy or an edit. */
      readonly isSaved: (id: VideoId) => boolean
      readonly adopt: (clip: AdoptedClip) => void
      readonly logger: Logger
    }
  ) {}

  /**
   * Imports every clip that the database does not know; an unreadable one is counted and left alone.
   * @throws the signal's reason when it is aborted: clips imported by then stay.
   */
  async run(
    signal: AbortSignal,
    onProgress: (reading: Reading) => void = () => undefined
  ): Promise<RebuildReport> {
    const { folder, logger } = this.deps
    const names = await videoFilesIn(folder.root, signal)
    const known = await this.#known(names, signal)
    // Before the clips: those that the journal knows are not read.
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
    // Again, for entries of generations that only a clip could add.
    const { refused, unreadable } = counts.adopted > 0 ? await this.#replay(signal) : replayed
    const unreadableLines = refused + unreadable
    const withoutClip = Math.max(0, replayed.imported - fromJournal.size)
    const report = {
      ...counts,
      adopted: counts.adopted + fromJournal.size,
      unreadableNames,
      withoutClip,
      unreadableLines
    }
    logger.info(`Library folder imported: ${JSON.stringify({ ...report, unreadableNames: undefined })}`)
    return report
  }

  /** Works in slices: a folder may hold any number of files, and the main process must stay responsive. */
  async #known(names: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
    const known = new Set<string>()
    for (let start = 0; start < names.length; start += namesAtOnce) {
      signal.throwIfAborted()
      for (const name of this.deps.knownFiles(names.slice(start, start + namesAtOnce))) known.add(name)
      await turn()
    }
    return known
  }

  /** Imports the journal; clips are imported also where it is unreadable. */
  async #replay(signal: AbortSignal): Promise<Replayed> {
    try {
      return await this.deps.replayJournal(signal)
    } catch (error) {
      signal.throwIfAborted()
      this.deps.logger.error('Reading the journal failed', error)
      return { entries: 0, unreadable: 1, end: 0, imported: 0, hasEdits: false, refused: 0 }
    }
  }

  async #take(fileName: string, signal: AbortSignal): Promise<'adopted' | 'known' | 'unreadable'> {
    try {
      const clip = await this.#read(fileName, signal)
      signal.throwIfAborted()
      if (!clip) return 'unreadable'
      if (clip === 'known') return 'known'
      this.deps.adopt(clip)
      return 'adopted'
    } catch (error) {
      signal.throwIfAborted()
      this.deps.logger.warn('Importing a clip failed', error)
      return 'unreadable'
    }
  }

  async #read(fileName: string, signal: AbortSignal): Promise<AdoptedClip | 'known' | null> {
    const path = this.deps.folder.pathOf(fileName)
    const packet = path === null ? null : await this.deps.findPacket(path)
    if (packet && this.deps.isSaved(packet.description.videoId as VideoId)) return 'known'
    const video = path === null || !packet ? null : await this.deps.inspect(path)
    if (path === null || !packet || !video) return null
    return foundClip({ path, fileName, packet, video, signal })
  }
}

/** Lists regular files only: a pipe would never end, and a symlink leads out of the folder. */
async function videoFilesIn(folder: string, signal: AbortSignal): Promise<readonly string[]> {
  const names: string[] = []
  for await (const entry of await opendir(folder, { bufferSize: 256 })) {
    signal.throwIfAborted()
    if (entry.isFile() && containerOfName(entry.name) !== undefined) names.push(entry.name)
  }
  return names.sort()
}
