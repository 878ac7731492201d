import { randomUUID } from 'node:crypto'
import { writeFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { VideoId } from '@shared/generation'
import { largestFrameBytes } from '@shared/media/frames'
import { ProblemError, type Problem } from '@shared/problem'
import { kindOfSync, makeRealFolderSync } from '../../base/careful-files'
import { errorCode } from '../../base/errors'
import { makeIncoming, type LibraryFolder } from '../folder/library-folder'
import type { MediaFacts } from '../../media/video-file'
import type { Place } from '../move/copy-verified'
import { frameFileName } from './frame-name'

/** Folder of the frames, in the library folder: beside the clips that editors import from. */
const framesFolder = 'Frames'
/** A PNG without compression: what its chunks and lines take beside the pixels. */
const bytesBeside = { head: 65_536, line: 8 } as const
/** Red, green, blue and opacity. */
const bytesOfPixel = 4
/** The same frame is seldom saved more than once. */
const mostNames = 100

const png = { head: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], end: 'IEND' } as const

const notPng: Problem = { code: 'invalid_input', message: 'A frame has to be a PNG.', retryable: false }
const tooLarge: Problem = {
  code: 'invalid_input',
  message: 'A frame can’t be larger than its clip.',
  retryable: false
}
const notThere: Problem = {
  code: 'file_missing',
  message: 'This frame was moved or deleted.',
  retryable: false
}
const notSaved = {
  locked: {
    code: 'not_possible_now',
    message: 'Another program locked the file.',
    advice: 'Try again in a moment.',
    retryable: true
  },
  full: {
    code: 'disk_full',
    message: 'The disk is full.',
    advice: 'Free some space, then save the frame again.',
    retryable: true
  },
  refused: {
    code: 'folder_read_only',
    message: 'Can’t write to the folder Frames in your library folder.',
    advice: 'Allow writing there, or choose another folder.',
    retryable: true
  }
} as const satisfies Readonly<Record<string, Problem>>

export interface FrameDesktop {
  /** @throws ProblemError unless the user just pressed something. */
  requireGesture(): void
  revealFile(path: string): void
}

type FrameMedia = Pick<MediaFacts, 'width' | 'height' | 'framesPerSecond'>

interface FrameFilesDeps {
  readonly folder: Pick<LibraryFolder, 'root' | 'incoming' | 'mostNameBytes'>
  readonly whyNotWritable: () => Problem | null
  readonly place: Place
  readonly clip: (id: VideoId) => { readonly fileName: string; readonly media: FrameMedia }
  readonly desktop: FrameDesktop
}

/** Saves frames of clips as files of their own. Dailies keeps no record of them. */
export class FrameFiles {
  constructor(private readonly deps: FrameFilesDeps) {}

  /**
   * Saves a frame under a free name, and returns that. A crash leaves no half file with such a name.
   *
   * @throws ProblemError when the bytes are no frame of the clip, nothing can be written, or the user did not ask for it.
   */
  async save(id: VideoId, seconds: number, bytes: Uint8Array): Promise<string> {
    const { desktop, folder } = this.deps
    desktop.requireGesture()
    if (!isPng(bytes)) throw new ProblemError(notPng)
    const why = this.deps.whyNotWritable()
    if (why) throw new ProblemError(why)
    const { fileName: clipName, media } = this.deps.clip(id)
    const { framesPerSecond } = media
    if (bytes.byteLength > mostBytesOf(media)) throw new ProblemError(tooLarge)
    const part = join(folder.incoming, `${randomUUID()}.frame`)
    try {
      makeIncoming(folder.root)
      makeRealFolderSync(join(folder.root, framesFolder))
      await writeFile(part, bytes, { flag: 'wx', flush: true })
      return await this.#place(part, (attempt) =>
        frameFileName({ clipName, seconds, framesPerSecond }, attempt, folder.mostNameBytes)
      )
    } catch (error) {
      throw problemOf(error)
    } finally {
      await rm(part, { force: true })
    }
  }

  /** Shows a frame in the file manager. */
  reveal(fileName: string): void {
    const path = this.#pathOf(fileName)
    if (kindOfSync(path) !== 'file') throw new ProblemError(notThere)
    this.deps.desktop.revealFile(path)
  }

  async #place(part: string, nameOf: (attempt: number) => string): Promise<string> {
    for (let attempt = 1; attempt <= mostNames; attempt += 1) {
      const fileName = nameOf(attempt)
      const outcome = await this.deps.place(part, this.#pathOf(fileName))
      if (outcome === 'placed') return fileName
      if (outcome === 'locked') throw new ProblemError(notSaved.locked)
    }
    throw new Error('No free name for a frame')
  }

  #pathOf(fileName: string): string {
    return join(this.deps.folder.root, framesFolder, fileName)
  }
}

/** Returns the bytes that a frame takes without compression. */
const mostBytesOf = ({ width, height }: FrameMedia): number =>
  Math.min(width * height * bytesOfPixel + height * bytesBeside.line + bytesBeside.head, largestFrameBytes)

function isPng(bytes: Uint8Array): boolean {
  const end = String.fromCodePoint(...bytes.subarray(-8, -4))
  return png.head.every((byte, index) => bytes[index] === byte) && end === png.end
}

function problemOf(error: unknown): unknown {
  if (error instanceof ProblemError) return error
  const code = errorCode(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return new ProblemError(notSaved.full)
  const isRefused = ['EACCES', 'EPERM', 'EROFS', 'ENOTORDINARY', 'ENOENT', 'ENOTDIR'].includes(code)
  return isRefused ? new ProblemError(notSaved.refused) : error
}
