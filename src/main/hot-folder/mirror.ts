import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { GenerationId, VideoId } from '@shared/generation'
import type { HotFolder } from '@shared/library/hot-folders'
import { kindOf } from '../base/careful-files'
import { crashPoint } from '../base/crash-points'
import { freeName, legalName, nameKey } from '../base/file-names'
import type { Logger } from '../logging/logger'
import { findPut, type Sha256Of } from './entry-check'
import { factsOf, type HotFiles } from './hot-files'
import { markerName, markerPathIn, markerText, type Entry, type Marker, type PutFile } from './marker'
import { checkTarget, OwnMarker, TargetError } from './target'
import { isAboutFolder, isReadable, type WantedClip } from './wanted-clip'

export interface MirrorDeps {
  readonly files: HotFiles
  readonly sha256Of: Sha256Of
  readonly libraryRoot: () => string
  /** Returns where a video is in the library; null where it has no file. */
  readonly videoPath: (id: VideoId) => string | null
  readonly logger: Logger
}

export interface Synced {
  /** How many of the wanted clips are there. */
  readonly clips: number
  /** How many could not be added or removed. */
  readonly waiting: number
}

/** Clips whose record is written together. */
const clipsAtOnce = 16
/** Names of removed clips that are remembered. */
const mostNames = 2000

/**
 * Mirrors clips into a folder that belongs to the user. Each file is written under a temporary name and recorded before
 * it gets its own, so that a crash leaves either nothing or a file that is known to be ours. What is not recorded, or
 * was changed since, is never removed or replaced.
 */
export class Mirror {
  readonly #partName: RegExp
  readonly #marker: OwnMarker

  constructor(
    private readonly folder: Pick<HotFolder, 'id' | 'path' | 'way'>,
    private readonly deps: MirrorDeps
  ) {
    this.#marker = new OwnMarker(folder)
    this.#partName = new RegExp(`^\\.dailies-${folder.id}-[0-9a-f-]{36}\\.part$`)
  }

  /**
   * Makes the folder hold exactly the wanted clips, beside whatever else is there.
   *
   * @param mayRemove False while it is not certain that the wanted clips are all.
   * @throws TargetError, and errors of the file system. What was done by then is recorded.
   */
  async sync(
    wanted: readonly WantedClip[],
    { mayRemove, signal }: { readonly mayRemove: boolean; readonly signal: AbortSignal }
  ): Promise<Synced> {
    const run = await this.#begin()
    await this.#compare(run, signal)
    const ids = new Set(wanted.map(({ videoId }) => videoId))
    const surplus = [...run.entries.values()].filter(({ videoId, file }) => file && !ids.has(videoId))
    const left = mayRemove ? await this.#remove(run, surplus, signal) : surplus.length
    await this.#save(run)
    const missing = wanted.filter(({ videoId }) => !isPresent(run.entries.get(videoId)))
    await this.#add(run, missing, signal)
    const clips = wanted.filter(({ videoId }) => isPresent(run.entries.get(videoId))).length
    return { clips, waiting: left + wanted.length - clips }
  }

  /** Removes everything that is ours, and the marker unless something is left. */
  async removeAll(signal: AbortSignal): Promise<{ readonly removed: number; readonly left: number }> {
    const run = await this.#begin()
    await this.#compare(run, signal)
    const ours = [...run.entries.values()].filter(({ file }) => file)
    const left = await this.#remove(run, ours, signal)
    await this.#save(run)
    if (left === 0) await this.forget()
    return { removed: ours.length - left, left }
  }

  /** Removes the marker: the files are the user's from then on. */
  async forget(): Promise<void> {
    await this.#check()
    await this.#marker.read()
    await this.deps.files.remove(markerPathIn(this.folder.path))
  }

  /** Returns the generations with a file in the folder. */
  async present(): Promise<ReadonlySet<GenerationId>> {
    await this.#check()
    const { entries } = await this.#marker.read()
    return new Set(entries.filter(isPresent).map(({ generationId }) => generationId))
  }

  async #begin(): Promise<Run> {
    await this.#check()
    const marker = await this.#marker.read()
    const names = await readdir(this.folder.path)
    for (const name of names.filter((one) => this.#partName.test(one))) {
      if ((await kindOf(this.#pathOf(name))) === 'file') await this.#removeFile(name)
    }
    return {
      marker,
      entries: new Map(marker.entries.map((entry) => [entry.videoId, entry])),
      onDisk: new Set([...names, markerName].map(nameKey)),
      given: new Set(marker.entries.map(({ name }) => nameKey(name))),
      written: markerText(marker)
    }
  }

  /** Brings the record up to date with what is in the folder. */
  async #compare({ entries }: Run, signal: AbortSignal): Promise<void> {
    for (const entry of [...entries.values()].filter(isPresent)) {
      signal.throwIfAborted()
      const found = await findPut(this.folder.path, entry, this.deps.sha256Of)
      entries.set(entry.videoId, {
        ...entry,
        file: found.kind === 'ours' ? found.file : null,
        isChanged: found.kind === 'other'
      })
    }
  }

  /** Returns how many of the files stay. */
  async #remove(run: Run, surplus: readonly Entry[], signal: AbortSignal): Promise<number> {
    let left = 0
    for (const entry of surplus) {
      signal.throwIfAborted()
      // Looked at again: the others before it may have taken long.
      const found = await findPut(this.folder.path, entry, this.deps.sha256Of)
      try {
        if (found.kind === 'ours') await this.#removeFile(entry.name)
        run.entries.set(entry.videoId, { ...entry, file: null, isChanged: found.kind === 'other' })
        if (found.kind !== 'other') run.onDisk.delete(nameKey(entry.name))
      } catch (error) {
        // Such as an editor that has it open. A folder that is gone fails the check of the next one.
        this.deps.logger.warn('Removing a file from a hot folder failed', error)
        left += 1
      }
    }
    // A record without the file must not be on disk before the removal is.
    if (surplus.length > 0) await this.deps.files.flushFolder(this.folder.path)
    return left
  }

  async #add(run: Run, missing: readonly WantedClip[], signal: AbortSignal): Promise<void> {
    for (let start = 0; start < missing.length; start += clipsAtOnce) {
      const parts: { readonly entry: Entry; readonly part: string }[] = []
      try {
        for (const clip of missing.slice(start, start + clipsAtOnce)) {
          signal.throwIfAborted()
          const part = this.#partOf(clip.videoId)
          const file = await this.#makePart(clip, part).catch((error: unknown) => this.#leaveOut(clip, error))
          if (!file) continue
          const entry = { ...idsOf(clip), name: this.#nameFor(run, clip), file, isChanged: false }
          run.entries.set(clip.videoId, entry)
          parts.push({ part, entry })
        }
      } finally {
        await this.#placeAll(run, parts)
      }
    }
  }

  /** Records files before they get their names, so that a crash in between leaves none that nobody knows. */
  async #placeAll(
    run: Run,
    parts: readonly { readonly entry: Entry; readonly part: string }[]
  ): Promise<void> {
    if (parts.length === 0) return
    await this.#save(run)
    for (const { entry, part } of parts) {
      await this.#check()
      const placed = await this.deps.files
        .place(this.#pathOf(part), this.#pathOf(entry.name))
        .catch((error: unknown) => this.#leaveOut(entry, error))
      crashPoint('hot-folder.placed')
      if (placed !== 'placed') run.entries.set(entry.videoId, { ...entry, file: null })
      await this.#removeFile(part)
    }
    await this.#save(run)
  }

  /** Writes a clip under a temporary name. Returns null where its file cannot be read or is not what was saved. */
  async #makePart(clip: WantedClip, part: string): Promise<PutFile | null> {
    const { files, sha256Of, videoPath, logger } = this.deps
    const source = clip.state === 'missing' ? null : videoPath(clip.videoId)
    if (source === null || !(await isReadable(source))) return null
    const path = this.#pathOf(part)
    await this.#check()
    try {
      const isLinked = this.folder.way === 'link' && (await this.#link(source, path))
      if (!isLinked) await files.copy(source, path)
      crashPoint('hot-folder.copied')
      const saved = clip.state === 'changed' ? null : clip.sha256
      const sha256 = isLinked ? saved : await sha256Of(path)
      const isWhole = isLinked || sha256 === (saved ?? (await sha256Of(source)))
      const facts = await factsOf(path)
      if (typeof facts !== 'string' && isWhole) return { ...facts, sha256 }
      logger.warn(`${clip.videoId}: not mirrored, its file is not what was saved`)
    } catch (error) {
      await this.#removeFile(part)
      throw error
    }
    await this.#removeFile(part)
    return null
  }

  /**
   * Goes on with the other clips after an error that may be about one of them, such as a name that the disk does not take.
   *
   * @throws the error, if it is about the whole folder.
   */
  #leaveOut({ videoId }: Pick<Entry, 'videoId'>, error: unknown): null {
    if (error instanceof TargetError || isAboutFolder(error)) throw error
    this.deps.logger.warn(`${videoId}: not mirrored`, error)
    return null
  }

  /** Returns false where the disk of the folder cannot link to the library's: it gets a copy there. */
  async #link(source: string, part: string): Promise<boolean> {
    try {
      await this.deps.files.link(source, part)
      return true
    } catch {
      this.deps.logger.info('A hot folder gets a copy, because its disk cannot link')
      return false
    }
  }

  /**
   * Returns the name that the clip had here before, else that of its file; another one where something has it, or
   * another clip had it: an edit may still look for that one there.
   */
  #nameFor({ entries, onDisk, given }: Run, { videoId, file }: WantedClip): string {
    const before = entries.get(videoId)?.name
    if (before !== undefined && !onDisk.has(nameKey(before))) return before
    const name = freeName(before ?? legalName(file), (key) => onDisk.has(key) || given.has(key))
    given.add(nameKey(name))
    return name
  }

  /** Writes the record if it changed. */
  async #save(run: Run): Promise<void> {
    const all = [...run.entries.values()]
    const forgotten = new Set(all.filter((entry) => !isPresent(entry)).slice(0, -mostNames))
    const marker = { ...run.marker, entries: all.filter((entry) => !forgotten.has(entry)) }
    const text = markerText(marker)
    if (text === run.written) return
    await this.#check()
    await this.#marker.read()
    await this.deps.files.writeMarker(markerPathIn(this.folder.path), text)
    crashPoint('hot-folder.noted')
    this.#marker.noteWritten(marker, text)
    run.written = text
  }

  async #removeFile(name: string): Promise<void> {
    await this.#check()
    await this.deps.files.remove(this.#pathOf(name))
    crashPoint('hot-folder.removed')
  }

  #check(): Promise<void> {
    const { files, libraryRoot } = this.deps
    return checkTarget(this.folder.path, { realPath: files.realPath, libraryRoot: libraryRoot() })
  }

  #partOf(id: VideoId): string {
    return `.dailies-${this.folder.id}-${id}.part`
  }

  #pathOf(name: string): string {
    return join(this.folder.path, name)
  }
}

/** State of one sync. */
interface Run {
  readonly marker: Marker
  readonly entries: Map<VideoId, Entry>
  /** Keys of the names in the folder. */
  readonly onDisk: Set<string>
  /** Keys of the names that clips have or had here. */
  readonly given: Set<string>
  /** The record as it is on disk. */
  written: string
}

/** Returns whether the clip is in the folder: as it was put there, or as another program changed it. */
const isPresent = (entry: Entry | undefined): boolean =>
  entry !== undefined && (entry.file !== null || entry.isChanged)

const idsOf = ({ videoId, generationId }: WantedClip) => ({ videoId, generationId })
