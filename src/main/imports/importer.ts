import { lstat, realpath, rm, statfs } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { containers, type ContainerName } from '@shared/media/containers'
import type { GenerationId, VideoId } from '@shared/generation'
import type { ImportKind } from '@shared/library/imports'
import { ProblemError, type Problem } from '@shared/problem'
import { importedModelId } from '@shared/request'
import type { Clock } from '../base/clock'
import type { NewClips } from '../curation/batch-shots'
import type { Generation, SavedFile } from '../generations/domain/generation'
import type { GenerationStore } from '../generations/domain/ports'
import type { LibraryFolder } from '../library/folder/library-folder'
import type { Place } from '../library/move/copy-verified'
import type { AdoptedClip } from '../library/recovery/rebuild'
import type { Inspection } from '../media/video-file'
import type { FoundPacket } from '../media/xmp/packet-box'
import * as problems from './problems'
import { readThrough } from './read-through'

/** `adopted`: a clip of Dailies that was not in this library. `known`: it is in the library already. */
export type ImportOutcome =
  | { readonly kind: 'imported' | 'adopted'; readonly id: GenerationId }
  | ({ readonly kind: 'known' } & KnownContent)

/** Clip of the library that has a certain content. */
export interface KnownContent {
  readonly id: GenerationId
  readonly isMissing: boolean
  readonly isInTrash: boolean
}

export interface ImporterDeps {
  readonly folder: LibraryFolder
  /** Returns why nothing can be written to the library; null when it can. */
  readonly whyNotWritable: () => Problem | null
  /** Creates the folder for incomplete files. */
  readonly makeIncoming: (root: string) => void
  readonly inspect: (path: string) => Promise<Inspection>
  readonly findPacket: (path: string) => Promise<FoundPacket | null>
  readonly findContent: (sha256: string) => KnownContent | null
  readonly isNameTaken: (fileName: string) => boolean
  readonly importedFileName: (name: string, ending: string, attempt: number, mostBytes: number) => string
  readonly place: Place
  readonly store: Pick<GenerationStore, 'insertImported' | 'findByVideo' | 'find'>
  readonly newClips: Pick<NewClips, 'curationOf'>
  /** Adds a clip with its request from a file of the library folder. */
  readonly adopt: (fileName: string, packet: FoundPacket, signal: AbortSignal) => Promise<AdoptedClip>
  readonly announce: (generation: Generation) => void
  readonly newId: () => string
  readonly clock: Clock
}

type Video = Extract<Inspection, { kind: 'video' }>
interface Content {
  readonly bytes: number
  readonly sha256: string
}
/** Bytes that stay free on the disk beside a copy. */
const spareBytes = 64 * 2 ** 20
const nameAttempts = 1000
const longestText = 500

/** Imports one video after the other. */
export class Importer {
  constructor(private readonly deps: ImporterDeps) {}

  /**
   * Imports a file, once: a copy is verified and on disk before the database has it.
   *
   * @param onBytes Called with the number of bytes just read; a copied file is read up to three times.
   * @throws ProblemError for what cannot be imported; the signal's reason when it is aborted
   */
  async take(
    chosen: string,
    kind: ImportKind,
    { onBytes, signal }: { readonly onBytes: (bytes: number) => void; readonly signal: AbortSignal }
  ): Promise<ImportOutcome> {
    this.#refuseUnlessWritable()
    try {
      const path = await realpath(chosen)
      if (!(await lstat(path)).isFile()) throw new ProblemError(problems.notAFile)
      const packet = await this.deps.findPacket(path)
      const known = packet && this.#clipOf(packet)
      if (known) return known
      const video = await this.#inspect(path)
      signal.throwIfAborted()
      const content = await readThrough(path, { onBytes, signal })
      const same = this.deps.findContent(content.sha256)
      if (same) return { kind: 'known', ...same }
      const how = { onBytes, signal }
      if (packet) return await this.#adopt(path, packet, video, content, how)
      return kind === 'link' ? this.#link(path, video, content) : await this.#copy(path, video, content, how)
    } catch (error) {
      signal.throwIfAborted()
      const problem = problems.problemOf(error)
      throw problem ? new ProblemError(problem, { cause: error }) : error
    }
  }

  #refuseUnlessWritable(): void {
    this.deps.folder.prepare()
    const problem = this.deps.whyNotWritable()
    if (problem) throw new ProblemError(problem)
  }

  #clipOf({ description }: FoundPacket): ImportOutcome | null {
    const generation = this.deps.store.findByVideo(description.videoId as VideoId)
    const isThere = generation?.videos.some(
      ({ id, state }) => id === description.videoId && (state === 'saved' || state === 'changed')
    )
    return generation && isThere
      ? { kind: 'known', id: generation.id, isMissing: false, isInTrash: generation.deletedAtMs !== null }
      : null
  }

  async #inspect(path: string): Promise<Video> {
    const inspection = await this.deps.inspect(path)
    if (inspection.kind === 'video') return inspection
    throw new ProblemError(inspection.kind === 'damaged' ? problems.damaged : problems.notAVideo)
  }

  #link(path: string, video: Video, content: Content): ImportOutcome {
    const { ending } = containers[video.container]
    if (extname(path).toLowerCase() !== ending) throw new ProblemError(problems.oddEnding(ending))
    return this.#insert(basename(path), { fileName: null, linkedPath: path }, video, content)
  }

  async #copy(
    path: string,
    video: Video,
    content: Content,
    how: { readonly onBytes: (bytes: number) => void; readonly signal: AbortSignal }
  ): Promise<ImportOutcome> {
    const fileName = await this.#bring(path, video.container, content, how)
    return this.#insert(basename(path), { fileName, linkedPath: null }, video, content)
  }

  async #adopt(
    path: string,
    packet: FoundPacket,
    video: Video,
    content: Content,
    how: { readonly onBytes: (bytes: number) => void; readonly signal: AbortSignal }
  ): Promise<ImportOutcome> {
    const fileName = await this.#bring(path, video.container, content, how)
    const { generationId } = await this.deps.adopt(fileName, packet, how.signal)
    const generation = this.deps.store.find(generationId)
    if (generation) this.deps.announce(generation)
    return { kind: 'adopted', id: generationId }
  }

  /** Returns the name of the file in the library folder, where it is on disk, verified, when this returns. */
  async #bring(
    path: string,
    container: ContainerName,
    { bytes, sha256 }: Content,
    { onBytes, signal }: { readonly onBytes: (bytes: number) => void; readonly signal: AbortSignal }
  ): Promise<string> {
    const { folder, importedFileName, isNameTaken, makeIncoming, newId, place } = this.deps
    const { ending } = containers[container]
    const name = basename(path)
    // It is in the library folder already, and no row has it.
    if (
      dirname(path) === (await realpath(folder.root)) &&
      folder.pathOf(name) !== null &&
      extname(name).toLowerCase() === ending &&
      !isNameTaken(name)
    )
      return name
    await this.#refuseWithoutRoom(bytes)
    makeIncoming(folder.root)
    const part = join(folder.incoming, `${newId()}.import`)
    try {
      const copied = await readThrough(path, { copyPath: part, onBytes, signal })
      const written = await readThrough(part, { onBytes, signal })
      if (copied.sha256 !== sha256 || written.sha256 !== sha256)
        throw new ProblemError(problems.changedMeanwhile)
      for (let attempt = 0; attempt < nameAttempts; attempt += 1) {
        const fileName = importedFileName(name, ending, attempt, folder.mostNameBytes)
        const target = folder.pathOf(fileName)
        if (target === null || isNameTaken(fileName)) continue
        const placed = await place(part, target)
        if (placed === 'locked') throw new ProblemError(problems.locked)
        // An import that a crash cut off may have left the very file.
        if (placed === 'placed' || (await this.#hasContent(target, { bytes, sha256 }, signal)))
          return fileName
      }
      throw new ProblemError(problems.noName)
    } finally {
      await rm(part, { force: true })
    }
  }

  async #hasContent(path: string, { bytes, sha256 }: Content, signal: AbortSignal): Promise<boolean> {
    try {
      if ((await lstat(path)).size !== bytes) return false
      return (await readThrough(path, { onBytes: () => undefined, signal })).sha256 === sha256
    } catch {
      signal.throwIfAborted()
      return false
    }
  }

  async #refuseWithoutRoom(bytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.deps.folder.root)
    const freeBytes = bavail * bsize
    if (freeBytes < bytes + spareBytes) throw new ProblemError(problems.noRoom(bytes, freeBytes))
  }

  #insert(
    name: string,
    where: { readonly fileName: string | null; readonly linkedPath: string | null },
    { media, traits, mediaSha256 }: Video,
    { bytes, sha256 }: Content
  ): ImportOutcome {
    const { announce, clock, newClips, newId, store } = this.deps
    const atMs = clock.now()
    const read = { bytes, sha256, sourceBytes: bytes, sourceSha256: sha256 }
    const file: SavedFile = { ...read, media, traits, mediaSha256, savedAtMs: atMs }
    const [annotations] = newClips.curationOf([{ place: null }]).annotations
    const generation = store.insertImported(
      {
        id: newId() as GenerationId,
        request: { modelId: importedModelId, prompt: textOf(name) },
        annotations,
        video: { id: newId() as VideoId, ...where, file }
      },
      atMs
    )
    // The name was free a moment ago: a download took it.
    if (!generation) throw new ProblemError(problems.noName)
    announce(generation)
    return { kind: 'imported', id: generation.id }
  }
}

/** Returns a file's name as the text that an imported video is shown with and found by. */
function textOf(name: string): string {
  const stem = name
    .slice(0, name.length - extname(name).length)
    .replaceAll('\0', '')
    .trim()
  // A name may be cut within a character.
  return Buffer.from(stem.slice(0, longestText)).toString() || 'video'
}
