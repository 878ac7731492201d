import { randomUUID } from 'node:crypto'
import { constants, copyFile, lstat, rm, statfs } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { formatBytes } from '@shared/format-bytes'
import type { GenerationId } from '@shared/generation'
import { ProblemError, type Problem } from '@shared/problem'
import { errorCode } from '../base/errors'
import { flushFile } from '../base/files'
import { numberedName } from '../base/file-names'
import type { Logger } from '../logging/logger'
import type { ClipFiles, ExistingFile } from './clip-files'

/** Dialogs that ask where copies go. They return null when they are cancelled. */
export interface CopyDesktop {
  chooseCopyPath(name: string): Promise<string | null>
  chooseCopyFolder(): Promise<string | null>
}

export interface CopiesDeps {
  readonly desktop: CopyDesktop
  readonly files: ClipFiles
  /** Returns the names of copies, by the template of the settings. */
  readonly copyNames: (files: readonly ExistingFile[]) => readonly string[]
  /** Names a complete file without replacing another. */
  readonly place: (path: string, target: string) => Promise<'placed' | 'taken' | 'locked'>
  readonly sha256Of: (path: string) => Promise<string>
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void
  readonly logger: Logger
}

/** Outcome of saving copies. */
export interface CopyOutcome {
  /** Paths of the copies. */
  readonly saved: readonly string[]
  readonly left: readonly { readonly fileName: string; readonly why: string }[]
  readonly isCancelled: boolean
}

const alreadySaving: Problem = {
  code: 'not_possible_now',
  message: 'Copies are being saved already.',
  retryable: true
}

const full = 'The disk is full.'

/** Saves copies of clips where the user chooses. A copy is verified before it has its name, and replaces no file. */
export class Copies {
  #stop: AbortController | null = null

  constructor(private readonly deps: CopiesDeps) {}

  async save(clips: readonly GenerationId[]): Promise<CopyOutcome> {
    if (this.#stop) throw new ProblemError(alreadySaving)
    const stop = new AbortController()
    this.#stop = stop
    try {
      const files = this.deps.files.existingSync(clips)
      const target = await this.#choose(files)
      return target ? await this.#saveAll(files, target, stop.signal) : { ...nothing, isCancelled: true }
    } finally {
      this.#stop = null
    }
  }

  /** Stops after the copy that is being written, which is discarded. */
  cancel(): void {
    this.#stop?.abort()
  }

  /** Asks for a name of one copy, or for a folder of several. */
  async #choose(
    files: readonly ExistingFile[]
  ): Promise<{ readonly folder: string; readonly names: readonly string[] } | null> {
    const { desktop, copyNames } = this.deps
    const names = copyNames(files)
    const [only] = names
    if (names.length !== 1 || only === undefined) {
      const folder = await desktop.chooseCopyFolder()
      return folder === null ? null : { folder, names }
    }
    const path = await desktop.chooseCopyPath(only)
    if (path === null) return null
    // Another extension would say that it is another kind of video.
    const isSame = extname(path).toLowerCase() === extname(only).toLowerCase()
    const name = isSame ? basename(path) : `${basename(path)}${extname(only)}`
    return { folder: dirname(path), names: [name] }
  }

  async #saveAll(
    files: readonly ExistingFile[],
    { folder, names }: { readonly folder: string; readonly names: readonly string[] },
    signal: AbortSignal
  ): Promise<CopyOutcome> {
    await requireSpace(folder, files)
    const saved: string[] = []
    const left: { fileName: string; why: string }[] = []
    let isFull = false
    for (const [index, { path }] of files.entries()) {
      const fileName = names[index] ?? basename(path)
      this.deps.onProgress({ done: index, total: files.length })
      if (signal.aborted) return { saved, left, isCancelled: true }
      try {
        if (isFull) left.push({ fileName, why: full })
        else saved.push(await this.#saveOne(path, folder, fileName, signal))
      } catch (error) {
        if (error === signal.reason) return { saved, left, isCancelled: true }
        this.deps.logger.warn('Saving a copy failed', error)
        isFull = ['ENOSPC', 'EDQUOT'].includes(errorCode(error))
        left.push({ fileName, why: isFull ? full : whyNot(error) })
      }
    }
    return { saved, left, isCancelled: false }
  }

  /** Returns the path of the copy. */
  async #saveOne(source: string, folder: string, name: string, signal: AbortSignal): Promise<string> {
    const { sha256Of, place } = this.deps
    const part = join(folder, `.${randomUUID()}.part`)
    try {
      await copyFile(source, part, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
      signal.throwIfAborted()
      if ((await sha256Of(part)) !== (await sha256Of(source))) throw new Error('The copy differs')
      await flushFile(part)
      signal.throwIfAborted()
      for (let number = 1; ; number += 1) {
        const target = join(folder, numberedName(name, number))
        if (await isThere(target)) continue
        const placed = await place(part, target)
        if (placed === 'placed') return target
        if (placed === 'locked') throw Object.assign(new Error('In use'), { code: 'EBUSY' })
      }
    } finally {
      await rm(part, { force: true })
    }
  }
}

const nothing = { saved: [], left: [] } as const

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false
  )

async function requireSpace(folder: string, files: readonly ExistingFile[]): Promise<void> {
  // A file that is gone by now is named as such when it is copied.
  const sizes = await Promise.all(
    files.map(({ path }) =>
      lstat(path).then(
        ({ size }) => size,
        () => 0
      )
    )
  )
  const needed = sizes.reduce((sum, size) => sum + size, 0)
  // A disk that does not say how much is free is tried.
  const free = await statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => Infinity
  )
  if (needed <= free) return
  throw new ProblemError({
    code: 'disk_full',
    message: `The copies need ${formatBytes(needed)}; ${formatBytes(free)} are free there.`,
    advice: 'Choose another folder, or select fewer clips.',
    retryable: true
  })
}

function whyNot(error: unknown): string {
  switch (errorCode(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'The folder can’t be written.'
    case 'ENOENT':
      return 'The file or the folder was moved or deleted.'
    case 'EBUSY':
      return 'Another program is using the file.'
    default:
      return 'The file couldn’t be copied.'
  }
}
