import type { GenerationId } from '@shared/generation'
import type { DropTarget } from './drops'

/** Takes dropped videos: a clip of the library folder is shown, any other is passed on. */
export const libraryClips = (deps: {
  readonly isVideo: (path: string) => boolean
  /** Returns the generation of a file in the library folder; null where it is none of its clips. */
  readonly clipAt: (path: string) => Promise<GenerationId | null>
  /** Takes any other video. */
  readonly takeOther: DropTarget['take']
}): DropTarget => ({
  accepts: ({ kind, path }) => kind === 'file' && deps.isVideo(path),
  take: async (file) => {
    const id = await deps.clipAt(file.path)
    return id === null ? deps.takeOther(file) : { kind: 'clip', id, message: 'This clip is in your library.' }
  }
})
