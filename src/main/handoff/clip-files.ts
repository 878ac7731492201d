import type { GenerationId, VideoId } from '@shared/generation'
import { ProblemError, type Problem } from '@shared/problem'
import { fileMissing } from '@shared/problem-texts'
import { fileSizeSync } from '../base/careful-files'

/** File of a clip as the database knows it. */
export interface ClipFile {
  readonly clip: GenerationId
  /** Null where the clip has no video. */
  readonly id: VideoId | null
  /** Null where no file was saved, and for a linked file. */
  readonly fileName: string | null
  /** Path of a file outside of the library folder. */
  readonly linkedPath: string | null
  /** Size when it was saved. */
  readonly bytes: number | null
  readonly isInTrash: boolean
}

/** File of a clip that is on disk. */
export interface ExistingFile {
  readonly clip: GenerationId
  readonly id: VideoId
  readonly path: string
}

export interface ClipFilesDeps {
  /** Returns the files of clips in the order given. Clips that are not known have none. */
  readonly clipFiles: (ids: readonly GenerationId[]) => readonly ClipFile[]
  /** Returns the path of a file; null for a name that would leave the library folder, or a link that leads elsewhere. */
  readonly pathOf: (file: Pick<ClipFile, 'fileName' | 'linkedPath'>) => string | null
  /** Returns synchronously whether a file begins as a video does. */
  readonly isVideo: (path: string) => boolean
  /** Returns why the library folder is not available; null when it is. */
  readonly whyFolderIsAway: () => Problem | null
  /** A file is handed over. */
  readonly onUsed: (id: VideoId) => void
  /** A file is not where its row says. */
  readonly onMissing: () => void
}

const notFound: Problem = {
  code: 'not_found',
  message: 'This clip is no longer in the library.',
  retryable: false
}

const inTrash: Problem = {
  code: 'not_possible_now',
  message: 'This clip is in the trash.',
  advice: 'Restore it first.',
  retryable: false
}

const overwritten: Problem = {
  code: 'file_damaged',
  message: 'Another program overwrote this file: it’s no longer a video.',
  advice: 'Download it again, or locate the file.',
  retryable: false
}

/** Finds the files that clips are handed over as. Ids come in; which files they are is decided here. */
export class ClipFiles {
  constructor(private readonly deps: ClipFilesDeps) {}

  /**
   * Returns the files of clips, in the order given, each checked to be on disk. Blocks: a native drag must begin in the
   * turn of its message.
   *
   * @throws ProblemError naming why one cannot be handed over. Part of a selection is never handed over as the whole.
   */
  existingSync(clips: readonly GenerationId[]): readonly ExistingFile[] {
    const wanted = new Set(clips)
    const files = this.deps.clipFiles([...wanted])
    if (new Set(files.map(({ clip }) => clip)).size < wanted.size) throw new ProblemError(notFound)
    if (files.some(({ isInTrash }) => isInTrash)) throw new ProblemError(inTrash)
    const saved = files.filter(({ fileName, linkedPath }) => fileName !== null || linkedPath !== null)
    const withFile = new Set(saved.map(({ clip }) => clip))
    const found = saved.map((file) => this.#found(file))
    const missing = new Set([...wanted].filter((clip) => !withFile.has(clip)))
    for (const [index, { clip }] of saved.entries()) if (!found[index]) missing.add(clip)
    if (missing.size > 0) throw new ProblemError(this.#whyMissing(missing.size, wanted.size))
    return found.filter((file) => file !== null)
  }

  #found({ clip, id, bytes, ...file }: ClipFile): ExistingFile | null {
    const path = this.deps.pathOf(file)
    const size = path === null ? null : fileSizeSync(path)
    if (id === null || path === null || size === null) return null
    this.deps.onUsed(id)
    // Another length may be metadata of an editor; a file that no longer begins as a video is of no use.
    if (size !== bytes && !this.deps.isVideo(path)) throw new ProblemError(overwritten)
    return { clip, id, path }
  }

  #whyMissing(missing: number, all: number): Problem {
    this.deps.onMissing()
    const away = this.deps.whyFolderIsAway()
    if (away || all === 1) return away ?? fileMissing
    const files = missing === 1 ? '1 file was' : `${missing} files were`
    return { ...fileMissing, message: `${files} moved or deleted.` }
  }
}
