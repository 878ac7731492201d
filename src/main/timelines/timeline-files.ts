import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join, relative, sep } from 'node:path'
import { hasMediaPlace, timelineTargets, type TimelineOptions } from '@shared/timelines/targets'
import { errorCode } from '../base/errors'
import { flushFile, flushFolder } from '../base/files'
import { freeName, legalName, nameKey } from '../base/file-names'
import { archiveFolder, writeArchive } from './archive'
import { buildTimeline, type ClipSource } from './build-timeline'
import { copyClips, type CopiedFile } from './copy-clips'
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
  const { ending, format } = timelineTargets[options.target]
  const isRelative = options.media === 'relative' && hasMediaPlace(options.target)
  const folder = dirname(chosen)
  return written(
    folder,
    (part) =>
      format === 'otioz'
        ? writeOtioz(part, writing)
        : writeFile(part, textOf(writing, writing.clips, isRelative ? folder : null), { flag: 'wx' }),
    (part) =>
      extname(chosen).toLowerCase() === `.${ending}`
        ? replaced(part, chosen)
        : // The user wasn't asked about a name that only got its ending here.
          placed(part, chosen, ending, writing.place)
  )
}

/** Writes a file under a name that nothing else has; `name` gives it the right one, and returns that. */
async function written(
  folder: string,
  write: (part: string) => Promise<void>,
  name: (part: string) => Promise<string>
): Promise<string> {
  const part = join(folder, `.${randomUUID()}.part`)
  try {
    await write(part)
    await flushFile(part)
    return await name(part)
  } finally {
    await rm(part, { force: true })
  }
}

async function replaced(part: string, path: string): Promise<string> {
  await rename(part, path)
  await flushFolder(dirname(path))
  return path
}

/** Gives a file the first name that nothing has, and returns its path. */
async function placed(part: string, name: string, ending: string, place: Place): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const path = `${nameAt(name, attempt)}.${ending}`
    const outcome = await place(part, path)
    if (outcome === 'placed') return path
    if (outcome === 'locked') throw new Error('The timeline could not be named: locked')
  }
}

/** Puts the clips into a new folder with the timeline beside them. */
async function collect(chosen: string, writing: Writing): Promise<string> {
  const { options, onProgress } = writing
  const clips = withOwnNames(writing.clips)
  const folder = await newFolder(chosen)
  const files = copiedFiles(clips)
  const total = sumOf(files)
  const made: string[] = []
  try {
    await copyClips(files, folder, {
      ...writing,
      onPlaced: (path) => made.push(path),
      onProgress: (done) => onProgress(done, total)
    })
    const there = clips.map((clip) => ({ ...clip, path: join(folder, clip.fileName) }))
    const { ending } = timelineTargets[options.target]
    await written(
      folder,
      (part) => writeFile(part, textOf(writing, there, folder), { flag: 'wx' }),
      (part) => placed(part, join(folder, basename(folder)), ending, writing.place)
    )
    return folder
  } catch (error) {
    await discard(folder, made)
    throw error
  }
}

/** Creates a folder under the first name that nothing has. */
async function newFolder(chosen: string): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const path = nameAt(chosen, attempt)
    try {
      await mkdir(path)
      return path
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error
    }
  }
}

/** Returns `Name`, `Name 2`, … */
const nameAt = (name: string, attempt: number): string => (attempt === 1 ? name : `${name} ${attempt}`)

/**
 * Removes the files that were put into a folder, and the folder unless somebody else put something there. An error
 * here would hide the one that is the reason.
 */
async function discard(folder: string, files: readonly string[]): Promise<void> {
  await Promise.allSettled(files.map((path) => rm(path, { force: true })))
  await rmdir(folder).catch(() => undefined)
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

/** Gives each file a name of its own that every disk takes: videos from elsewhere may have any, and the same one. */
function withOwnNames(clips: readonly SavedClip[]): readonly SavedClip[] {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  for (const { path, fileName } of clips) {
    if (names.has(path)) continue
    const name = freeName(legalName(fileName), (key) => taken.has(key))
    taken.add(nameKey(name))
    names.set(path, name)
  }
  return clips.map((clip) => ({ ...clip, fileName: names.get(clip.path) ?? clip.fileName }))
}

const copiedFiles = (clips: readonly SavedClip[]): readonly CopiedFile[] => [
  ...new Map(clips.map(({ path, fileName, bytes }) => [path, { path, fileName, bytes }])).values()
]

const sumOf = (files: readonly CopiedFile[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0)
