import { randomUUID } from 'node:crypto'
import { lstat, readdir, rm, statfs } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { VideoId } from '@shared/generation'
import { copiesFolder, type CopySort } from '@shared/media/editor-copies'
import { framesPerSecondOf } from '@shared/media/frame-rate'
import { ProblemError } from '@shared/problem'
import { kindOf, makeRealFolderSync } from '../base/careful-files'
import type { Clock } from '../base/clock'
import { flushFile } from '../base/files'
import type { Logger } from '../logging/logger'
import type { VideoTiming } from '../media/timing/read-timing'
import type { CopyRecord, RecordedCopy } from './copy-record'
import type { Ffmpeg } from './find-ffmpeg'
import { noRoom, problems } from './problems'
import { copyArguments, copyFrames, copyRate, estimatedBytes, recipes, type CopySource } from './recipes'
import { runProgram } from './run-program'

/** Saved video of a clip. */
export interface ClipFile {
  readonly videoId: VideoId
  readonly path: string
  readonly fileName: string
  /** As its row says it. */
  readonly sha256: string
  /** Another program changed it since. */
  readonly isChanged: boolean
  readonly width: number
  readonly height: number
}

export interface MakeCopyDeps {
  readonly folder: { readonly root: string }
  readonly record: CopyRecord
  readonly readTiming: (path: string) => Promise<VideoTiming | null>
  readonly place: (path: string, target: string) => Promise<'placed' | 'taken' | 'locked'>
  readonly clock: Clock
  readonly logger: Logger
}

/** Room that stays free on the disk. */
const spareBytes = 200e6
/** A slow machine takes minutes for a second of a large picture, but it reports progress meanwhile. */
const longestSilenceMs = 10 * 60_000
const longestMs = 6 * 3_600_000
const partName = /^\.[0-9a-f-]{36}\.part\.(mov|mp4)$/
/** Frames that a copy at another rate may have more or less: its last one is rounded. */
const roundedFrames = 2

export const copiesIn = (root: string): string => join(root, copiesFolder)

/** Removes what a crash left of copies that were being made. */
export async function clearParts(root: string): Promise<void> {
  const folder = copiesIn(root)
  if ((await kindOf(folder)) !== 'folder') return
  for (const name of (await readdir(folder)).filter((one) => partName.test(one))) {
    await rm(join(folder, name), { force: true })
  }
}

/**
 * Makes a copy of a clip beside the others, and gives it its name once it was read and found complete.
 *
 * @param onProgress Gets the share that is done.
 * @throws ProblemError, and the signal's reason when it aborts.
 */
export async function makeCopy(
  clip: ClipFile,
  sort: CopySort,
  ffmpeg: Ffmpeg,
  deps: MakeCopyDeps & { readonly onProgress: (share: number) => void; readonly signal: AbortSignal }
): Promise<void> {
  const { folder, record, signal } = deps
  const stats = (await kindOf(clip.path)) === 'file' ? await lstat(clip.path) : null
  if (!stats) throw new ProblemError(problems.noFile)
  const timing = await deps.readTiming(clip.path)
  if (!timing) throw new ProblemError(problems.unreadable)
  const source: CopySource = { ...timing, width: clip.width, height: clip.height, bytes: stats.size }
  makeRealFolderSync(copiesIn(folder.root))
  await requireRoom(folder.root, estimatedBytes(sort, source))

  const part = join(copiesIn(folder.root), `.${randomUUID()}.part${recipes[sort].ending}`)
  try {
    await encode(clip, part, { sort, source, ffmpeg, ...deps })
    signal.throwIfAborted()
    await requireWhole(part, sort, source, deps)
    await flushFile(part)
    const { size, mtimeMs } = await lstat(part)
    const earlier = record.find(clip.videoId, sort)
    if (earlier) await removeIfOurs(folder.root, earlier)
    const fileName = await freeName(copiesIn(folder.root), clip.fileName, sort)
    await record.put({
      videoId: clip.videoId,
      sort,
      fileName,
      bytes: size,
      modifiedMs: mtimeMs,
      sourceSha256: clip.sha256,
      source: { bytes: stats.size, modifiedMs: stats.mtimeMs }
    })
    const placed = await deps.place(part, join(copiesIn(folder.root), fileName))
    if (placed !== 'placed') throw new ProblemError(problems.noPlace)
  } finally {
    await rm(part, { force: true })
  }
}

/** Removes an earlier copy, unless another program wrote a file there since: that one is the user's. */
async function removeIfOurs(root: string, { fileName, bytes, modifiedMs }: RecordedCopy): Promise<void> {
  const path = join(copiesIn(root), fileName)
  if ((await kindOf(path)) !== 'file') return
  const { size, mtimeMs } = await lstat(path)
  if (size === bytes && mtimeMs === modifiedMs) await rm(path, { force: true })
}

async function requireRoom(root: string, needBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(root)
  const freeBytes = Math.max(0, bavail * bsize - spareBytes)
  if (freeBytes < needBytes) throw new ProblemError(noRoom(needBytes, freeBytes))
}

async function encode(
  clip: ClipFile,
  part: string,
  deps: {
    readonly sort: CopySort
    readonly source: CopySource
    readonly ffmpeg: Ffmpeg
    readonly onProgress: (share: number) => void
    readonly clock: Clock
    readonly logger: Logger
    readonly signal: AbortSignal
  }
): Promise<void> {
  const { sort, source, ffmpeg, clock, signal } = deps
  const args = copyArguments(sort, source, {
    input: clip.path,
    output: part,
    encoders: ffmpeg.encoders,
    comment: `Dailies copy of ${clip.videoId}`
  })
  const onLine = (line: string): void => {
    const microseconds = Number(/^out_time_us=(\d+)$/.exec(line)?.[1] ?? NaN)
    if (microseconds >= 0) deps.onProgress(Math.min(1, microseconds / 1e6 / source.seconds))
  }
  const limits = { longestSilenceMs, longestMs, clock, signal }
  const { code, words } = await runProgram(ffmpeg.path, args, { ...limits, onLine })
  if (code === 0 || signal.aborted) return
  deps.logger.warn(`${clip.videoId}: ffmpeg failed (${code ?? 'ended'}): ${words}`)
  throw new ProblemError(
    /No space left/i.test(words) ? noRoom(estimatedBytes(sort, source), 0) : problems.failed
  )
}

/** Reads the copy: all its frames have to be there, and last as long as the clip's. */
async function requireWhole(
  part: string,
  sort: CopySort,
  source: CopySource,
  { readTiming, logger }: Pick<MakeCopyDeps, 'readTiming' | 'logger'>
): Promise<void> {
  const copy = (await kindOf(part)) === 'file' ? await readTiming(part) : null
  const rate = copyRate(sort, source)
  const expected = copyFrames(source, rate)
  const frameSeconds = 1 / (rate ? framesPerSecondOf(rate) : source.framesPerSecond)
  const isWhole =
    copy !== null &&
    Math.abs(copy.frames - expected) <= (rate === null ? 0 : roundedFrames) &&
    Math.abs(copy.seconds - source.seconds) <= (roundedFrames + 1) * frameSeconds &&
    !(rate !== null && copy.isVariable) &&
    (copy.audio === null) === (source.audio === null)
  if (isWhole) return
  logger.warn(`Copy not whole: ${copy?.frames ?? 'no'} of ${expected} frames, ${copy?.seconds ?? 0} s`)
  throw new ProblemError(problems.notWhole)
}

async function freeName(folder: string, clipName: string, sort: CopySort): Promise<string> {
  const { suffix, ending } = recipes[sort]
  const stem = `${clipName.slice(0, clipName.length - extname(clipName).length)} (${suffix})`
  const key = (name: string): string => name.normalize('NFC').toLowerCase()
  const taken = new Set((await readdir(folder)).map(key))
  let name = `${stem}${ending}`
  for (let number = 2; taken.has(key(name)); number += 1) name = `${stem} ${number}${ending}`
  return name
}
