import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import type { VideoId } from '@shared/generation'
import {
  CopySort,
  type EditorCopyProgress,
  type CopyTools,
  type EditorCopy
} from '@shared/media/editor-copies'
import { ProblemError, sentencesOf, type Problem } from '@shared/problem'
import { kindOfSync } from '../base/careful-files'
import { errorCode } from '../base/errors'
import type { CopyRecord, RecordedCopy } from './copy-record'
import type { Ffmpeg } from './find-ffmpeg'
import { clearParts, copiesIn, makeCopy, type ClipFile, type MakeCopyDeps } from './make-copy'
import { noRoom, problems } from './problems'
import { canMake } from './recipes'

export interface MadeCopies {
  readonly made: number
  readonly alreadyThere: number
  readonly isCancelled: boolean
  /** Sentences about clips without a copy. */
  readonly failures: readonly string[]
}

interface EditorCopiesDeps extends MakeCopyDeps {
  readonly record: CopyRecord
  readonly findFfmpeg: (signal: AbortSignal) => Promise<Ffmpeg | null>
  /** Returns the saved file of a video; null where it has none. */
  readonly clip: (id: VideoId) => ClipFile | null
  /** Returns why the library folder cannot be written; null when it can. */
  readonly whyNotWritable: () => Problem | null
  readonly onProgress: (progress: EditorCopyProgress | null) => void
  /** Moves a file to the system's trash. */
  readonly trashFile: (path: string) => Promise<void>
  /** Aborted when the app begins to quit. */
  readonly shutdown: AbortSignal
}

/** Copies of clips that editors open more easily, made by an ffmpeg of the user. */
export class EditorCopies {
  #ffmpeg: Promise<Ffmpeg | null> | null = null
  #making: AbortController | null = null
  #made: Promise<unknown> = Promise.resolve()

  constructor(private readonly deps: EditorCopiesDeps) {}

  /** Returns what ffmpeg on this computer can do. It is looked for once, and `again` where none was found. */
  async tools(again: boolean): Promise<CopyTools> {
    if (again) this.#ffmpeg = null
    const ffmpeg = await this.#find()
    return {
      version: ffmpeg?.version ?? null,
      sorts: ffmpeg ? CopySort.options.filter((sort) => canMake(sort, ffmpeg.encoders)) : []
    }
  }

  /** Returns the path of an up-to-date copy; null where there is none. Fast enough for many in a row. */
  copyFor(videoId: VideoId, sort: CopySort): string | null {
    const copy = this.deps.record.find(videoId, sort)
    const clip = copy && this.deps.clip(videoId)
    if (!copy || !clip || this.#isStale(copy, clip)) return null
    return this.#pathIfThere(copy)
  }

  /** Returns the copies of a video that are there. */
  of(videoId: VideoId): readonly EditorCopy[] {
    const clip = this.deps.clip(videoId)
    return this.deps.record.of(videoId).flatMap((copy): EditorCopy[] => {
      if (this.#pathIfThere(copy) === null) return []
      const { sort, fileName, bytes } = copy
      return [{ videoId, sort, fileName, bytes, isStale: clip !== null && this.#isStale(copy, clip) }]
    })
  }

  pathOf(videoId: VideoId, sort: CopySort): string {
    const copy = this.deps.record.find(videoId, sort)
    const path = copy && this.#pathIfThere(copy)
    if (path === null) throw new ProblemError(problems.notThere)
    return path
  }

  /** Makes the copies that are not there or not up to date, one after another: ffmpeg uses all cores itself. */
  async make(ids: readonly VideoId[], sort: CopySort): Promise<MadeCopies> {
    if (this.#making) throw new ProblemError(problems.busy)
    const problem = this.deps.whyNotWritable()
    if (problem) throw new ProblemError(problem)
    const cancelled = new AbortController()
    this.#making = cancelled
    const making = this.#makeWith(ids, sort, cancelled.signal).finally(() => {
      this.#making = null
      this.deps.onProgress(null)
    })
    this.#made = making.catch(() => undefined)
    return await making
  }

  /** Ends ffmpeg; resolves once nothing is written any more. */
  async stop(): Promise<void> {
    this.cancel()
    await this.#made
  }

  /** Ends the copy that is being made, and leaves out the rest. */
  cancel(): void {
    this.#making?.abort()
  }

  /** Moves the copies of a clip that is deleted for good to the system's trash. What that refuses stays. */
  async removeOf(videoId: VideoId): Promise<void> {
    const { record, logger, trashFile } = this.deps
    const copies = record.of(videoId)
    if (copies.length === 0) return
    for (const copy of copies) {
      const path = this.#pathIfThere(copy)
      if (path === null) continue
      await trashFile(path).catch((error: unknown) => logger.warn('Removing an editor copy failed', error))
    }
    await record.remove(copies)
  }

  async #makeWith(ids: readonly VideoId[], sort: CopySort, signal: AbortSignal): Promise<MadeCopies> {
    const ffmpeg = await this.#find()
    if (!ffmpeg) throw new ProblemError(problems.noFfmpeg)
    if (!canMake(sort, ffmpeg.encoders)) throw new ProblemError(problems.lacksEncoder)
    await clearParts(this.deps.folder.root)
    return await this.#makeAll(ids, sort, ffmpeg, signal)
  }

  async #makeAll(
    ids: readonly VideoId[],
    sort: CopySort,
    ffmpeg: Ffmpeg,
    signal: AbortSignal
  ): Promise<MadeCopies> {
    const wanted = ids.filter((id) => this.copyFor(id, sort) === null)
    const stop = AbortSignal.any([signal, this.deps.shutdown])
    const isStopped = (): boolean => stop.aborted
    const failures: string[] = []
    let made = 0
    for (const [done, id] of wanted.entries()) {
      if (isStopped()) break
      const onProgress = (share: number): void =>
        this.deps.onProgress({ sort, done, total: wanted.length, share })
      onProgress(0)
      const clip = this.deps.clip(id)
      try {
        if (!clip) throw new ProblemError(problems.noFile)
        await makeCopy(clip, sort, ffmpeg, { ...this.deps, onProgress, signal: stop })
        made += 1
      } catch (error) {
        if (isStopped()) break
        const sentences = sentencesOf(this.#problemOf(error))
        failures.push(clip && ids.length > 1 ? `${clip.fileName}: ${sentences}` : sentences)
      }
    }
    return { made, alreadyThere: ids.length - wanted.length, isCancelled: isStopped(), failures }
  }

  #problemOf(error: unknown): Problem {
    if (error instanceof ProblemError) return error.problem
    this.deps.logger.warn('Making an editor copy failed', error)
    return ['ENOSPC', 'EDQUOT'].includes(errorCode(error)) ? noRoom(0, 0) : problems.noPlace
  }

  /** What was found is kept; where nothing was, it may have been installed since. */
  async #find(): Promise<Ffmpeg | null> {
    this.#ffmpeg ??= this.deps.findFfmpeg(this.deps.shutdown)
    const found = await this.#ffmpeg
    if (!found) this.#ffmpeg = null
    return found
  }

  #isStale({ sourceSha256, source }: RecordedCopy, { sha256, isChanged, path }: ClipFile): boolean {
    if (sourceSha256 !== sha256) return true
    if (!isChanged) return false
    const stats = lstatSync(path, { throwIfNoEntry: false })
    return stats !== undefined && (stats.size !== source.bytes || stats.mtimeMs !== source.modifiedMs)
  }

  #pathIfThere({ fileName, bytes }: RecordedCopy): string | null {
    const folder = copiesIn(this.deps.folder.root)
    const path = join(folder, fileName)
    if (kindOfSync(folder) !== 'folder' || kindOfSync(path) !== 'file') return null
    return lstatSync(path).size === bytes ? path : null
  }
}
