import { mkdir, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, extname, join, relative, sep } from 'node:path'
import { hasMediaPlace, timelineTargets, type TimelineOptions } from '@shared/timelines/targets'
import { replaceFile } from '../base/files'
import { numberedName } from '../base/numbered-name'
import { archiveFolder, writeArchive } from './archive'
import { buildTimeline, type ClipSource } from './build-timeline'
import { copyClips, freeName, type CopiedFile } from './copy-clips'
import { writeTimeline } from './formats/formats'
import type { Place } from './ports'

/** Clip of a timeline with the file that it was read from. */
export type SavedClip = Omit<ClipSource, 'relativePath'> & { readonly bytes: number }

interface Writing {
  readonly name: string
  readonly clips: readonly SavedClip[]
  readonly options: TimelineOptions
  readonly place: Place
  readonly signal: AbortSignal
  readonly onProgress: (done: number, total: number) => void
}

/** Returns whether a timeline is saved as a folder that holds its clips, too. */
export const isCollected = ({ target, media }: TimelineOptions): boolean =>
  hasMediaPlace(target) && media === 'collected'

/**
 * Writes a timeline to where the user wants it; what has that name stays as it was until the new file is whole.
 *
 * @returns the path of the file, or of the folder with everything.
 */
export async function writeTimelineFile(chosen: string, writing: Writing): Promise<string> {
  const { options } = writing
  if (isCollected(options)) return collect(chosen, writing)
  const path = await withEnding(chosen, timelineTargets[options.target].ending)
  if (timelineTargets[options.target].format === 'otioz') await writeOtioz(path, writing)
  else {
    const folder = options.media === 'relative' && hasMediaPlace(options.target) ? dirname(path) : null
    await replaceFile(path, textOf(writing, writing.clips, folder))
  }
  return path
}

/** Puts the clips into a new folder with the timeline beside them. */
async function collect(chosen: string, writing: Writing): Promise<string> {
  const { options, onProgress } = writing
  const clips = withOwnNames(writing.clips)
  const folder = await freeName((attempt) => (attempt === 1 ? chosen : `${chosen} ${attempt}`))
  await mkdir(folder)
  const files = copiedFiles(clips)
  const total = sumOf(files)
  try {
    await copyClips(files, folder, { ...writing, onProgress: (done) => onProgress(done, total) })
    const there = clips.map((clip) => ({ ...clip, path: join(folder, clip.fileName) }))
    const file = join(folder, `${basename(folder)}.${timelineTargets[options.target].ending}`)
    await replaceFile(file, textOf(writing, there, folder))
    return folder
  } catch (error) {
    for (const { fileName } of files) await rm(join(folder, fileName), { force: true })
    await rmdir(folder)
    throw error
  }
}

async function writeOtioz(path: string, writing: Writing): Promise<void> {
  const clips = withOwnNames(writing.clips)
  const files = copiedFiles(clips)
  const total = sumOf(files)
  const inside = clips.map((clip) => ({ ...clip, relativePath: `${archiveFolder}/${clip.fileName}` }))
  const content = text(writing, inside)
  await writeArchive(path, content, files, {
    ...writing,
    onProgress: (done) => writing.onProgress(Math.min(done, total), total)
  })
}

/** @param folder Folder that paths are relative to; null for whole ones. */
const textOf = (writing: Writing, clips: readonly SavedClip[], folder: string | null): string =>
  text(
    writing,
    clips.map((clip) => ({ ...clip, relativePath: folder === null ? null : relativePath(folder, clip.path) }))
  )

const text = ({ name, options }: Writing, clips: readonly ClipSource[]): string =>
  writeTimeline(buildTimeline(name, clips), {
    format: timelineTargets[options.target].format,
    fcpxmlVersion: options.fcpxmlVersion
  })

/** Returns a path from a folder with slashes; null for another drive, which has none. */
function relativePath(folder: string, path: string): string | null {
  const found = relative(folder, path)
  return /^[a-z]:|^\\\\/i.test(found) ? null : found.split(sep).join('/')
}

/** Gives each file a name of its own, compared without case: videos from elsewhere may have the same one. */
function withOwnNames(clips: readonly SavedClip[]): readonly SavedClip[] {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  for (const { path, fileName } of clips) {
    if (names.has(path)) continue
    for (let number = 1; ; number += 1) {
      const name = numberedName(fileName, number)
      const key = name.normalize('NFC').toLowerCase()
      if (taken.has(key)) continue
      taken.add(key)
      names.set(path, name)
      break
    }
  }
  return clips.map((clip) => ({ ...clip, fileName: names.get(clip.path) ?? clip.fileName }))
}

const copiedFiles = (clips: readonly SavedClip[]): readonly CopiedFile[] => [
  ...new Map(clips.map(({ path, fileName, bytes }) => [path, { path, fileName, bytes }])).values()
]

const sumOf = (files: readonly CopiedFile[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0)

/** Returns the path with its ending. One that was only added here replaces no file: the user wasn't asked about it. */
async function withEnding(path: string, ending: string): Promise<string> {
  if (extname(path).toLowerCase() === `.${ending}`) return path
  return freeName((attempt) => `${path}${attempt === 1 ? '' : ` ${attempt}`}.${ending}`)
}
