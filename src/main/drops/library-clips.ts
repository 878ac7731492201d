import type { GenerationId } from '@shared/generation'
import { ProblemError } from '@shared/problem'
import type { DropTarget } from './drops'

/** Shows dropped clips of the library folder. */
export const libraryClips = (deps: {
  readonly isVideo: (path: string) => boolean
  /** Returns the generation of a file in the library folder; null where it is none of its clips. */
  readonly clipAt: (path: string) => Promise<GenerationId | null>
}): DropTarget => ({
  accepts: ({ kind, path }) => kind === 'file' && deps.isVideo(path),
  take: async ({ name, path }) => {
    const id = await deps.clipAt(path)
    if (id === null)
      throw new ProblemError({
        code: 'not_found',
        message: `“${name}” isn’t a clip of your library.`,
        retryable: false
      })
    return { kind: 'clip', id, message: 'This clip is in your library.' }
  }
})
