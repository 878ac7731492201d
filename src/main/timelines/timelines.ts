import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { CallOutput } from '@shared/contract'
import type { TimelinePlan, TimelineSource } from '@shared/contract/timeline-calls'
import { localDay } from '@shared/local-day'
import { ProblemError } from '@shared/problem'
import { tooManyClips } from '@shared/problem-texts'
import { timelineTargets, type TimelineOptions } from '@shared/timelines/targets'
import { kindOf, kindOfSync } from '../base/careful-files'
import { copySortFor } from './copy-sort'
import { planTimeline } from './plan'
import type { TimelineDeps } from './ports'
import { alreadySaving, notSavedHere, nothingToExport, savingError } from './problems'
import { isCollected, writeTimelineFile, type SavedClip } from './timeline-files'
import { timelineRows, type TimelineRow } from './timeline-rows'

type Saved = CallOutput<'timelines.save'>['saved']

interface ReadSource {
  readonly rows: readonly TimelineRow[]
  readonly leftOut: number
  /** Proposed for the file. */
  readonly name: string
}

/** Time between two messages about the progress. */
const progressMs = 200

/** Saves timelines for editors. Which files they point at is decided here: ids come in. */
export class Timelines {
  #saving: AbortController | null = null
  /** Where the last one was saved. */
  #folder: string | null = null
  readonly #saved = new Map<string, string>()

  constructor(private readonly deps: TimelineDeps) {}

  async plan(source: TimelineSource, options: TimelineOptions): Promise<TimelinePlan> {
    const { rows, leftOut } = await this.#read(source, options)
    return planTimeline(rows, options, { leftOut, system: this.deps.system })
  }

  /**
   * Asks where to save a timeline, and writes it. Null when the dialog was cancelled.
   *
   * @throws ProblemError when there is nothing to save, or it cannot be written.
   */
  async save(source: TimelineSource, options: TimelineOptions): Promise<Saved> {
    if (this.#saving) throw new ProblemError(alreadySaving)
    const saving = new AbortController()
    this.#saving = saving
    try {
      return await this.#save(source, options, saving.signal)
    } catch (error) {
      if (saving.signal.aborted) return null
      throw savingError(error)
    } finally {
      this.#saving = null
    }
  }

  /** Ends a saving; what it has written is removed. */
  cancel(): void {
    this.#saving?.abort()
  }

  reveal(id: string): void {
    const path = this.#saved.get(id)
    if (path === undefined || kindOfSync(path) === 'nothing') throw new ProblemError(notSavedHere)
    this.deps.desktop.revealFile(path)
  }

  async #save(source: TimelineSource, options: TimelineOptions, signal: AbortSignal): Promise<Saved> {
    const { desktop, folder, place } = this.deps
    const { rows, leftOut, name } = await this.#read(source, options)
    const chosen = await desktop.chooseTimeline({
      folder: options.media === 'relative' ? folder.root : (this.#folder ?? folder.root),
      name,
      ending: isCollected(options) ? null : timelineTargets[options.target].ending
    })
    if (chosen === null) return null
    this.#folder = dirname(chosen)
    const clips = await this.#present(rows, options, signal)
    if (clips.length === 0) throw new ProblemError(nothingToExport)
    const path = await writeTimelineFile(chosen, {
      name: basename(chosen).replace(/\.\w+$/, ''),
      clips,
      options,
      place,
      signal,
      onProgress: this.#progress('copying')
    })
    this.deps.noteHandedOff(rows.map(({ generation }) => generation.id))
    const id = this.deps.newId()
    this.#saved.set(id, path)
    return {
      id,
      name: basename(path),
      clips: clips.length,
      leftOut: leftOut + rows.length - clips.length
    }
  }

  async #read(source: TimelineSource, { target }: TimelineOptions): Promise<ReadSource> {
    const { generations, items, isTooLong } = await this.deps.readTimeline(source)
    if (isTooLong) throw new ProblemError(tooManyClips)
    const { rows, leftOut } = timelineRows(generations, items, source.kind === 'cut')
    if (rows.length === 0) throw new ProblemError(nothingToExport)
    const { copyFor, system } = this.deps
    const withCopies = rows.map((row) => {
      const sort = copySortFor(row, target, system)
      return { ...row, copyPath: sort && copyFor(row.video.id, sort) }
    })
    return { rows: withCopies, leftOut, name: safeName(nameOf(source, rows, this.deps.now())) }
  }

  /** Reads the files of clips; those that are not there, or are no videos, are left out. */
  async #present(
    rows: readonly TimelineRow[],
    options: TimelineOptions,
    signal: AbortSignal
  ): Promise<readonly SavedClip[]> {
    const clips: SavedClip[] = []
    const onProgress = this.#progress('reading')
    for (const [index, row] of rows.entries()) {
      signal.throwIfAborted()
      const clip = await this.#clipOf(row, options)
      if (clip) clips.push(clip)
      onProgress(index + 1, rows.length)
    }
    return clips
  }

  async #clipOf(row: TimelineRow, { usesMarks }: TimelineOptions): Promise<SavedClip | null> {
    const path = row.copyPath ?? this.deps.videoPath(row.video.id)
    if (path === null || (await kindOf(path)) !== 'file') {
      this.deps.onMissing()
      return null
    }
    const timing = await this.deps.readTiming(path)
    if (!timing) return null
    const { annotations } = row.generation
    return {
      path,
      fileName: basename(path),
      bytes: (await stat(path)).size,
      width: row.facts.width,
      height: row.facts.height,
      timing,
      marks: usesMarks ? annotations : { inMs: null, outMs: null },
      notes: row.notes
    }
  }

  #progress(phase: 'reading' | 'copying'): (done: number, total: number) => void {
    let lastAtMs = 0
    return (done, total) => {
      const nowMs = this.deps.now()
      if (Math.abs(nowMs - lastAtMs) < progressMs && done < total) return
      lastAtMs = nowMs
      this.deps.onProgress({ phase, done, total })
    }
  }
}

function nameOf(source: TimelineSource, rows: readonly TimelineRow[], nowMs: number): string {
  const usual = `Dailies ${localDay(nowMs)}`
  if (source.kind === 'clips') return usual
  if (source.kind === 'cut') return rows.find(({ notes }) => notes.project !== null)?.notes.project ?? usual
  const searched = source.text.replaceAll(/\w+:|["']/g, '').trim()
  return searched === '' ? usual : searched
}

/** Returns a name that every system takes. */
const safeName = (name: string): string =>
  name
    .replaceAll(/[<>:"/\\|?*\p{Cc}]/gu, '-')
    .slice(0, 80)
    .replaceAll(/^[.\s]+|[.\s]+$/g, '') || 'Dailies'
