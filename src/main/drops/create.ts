import { realpath } from 'node:fs/promises'
import { dirname, basename } from 'node:path'
import type { EventName, EventPayload } from '@shared/contract'
import type { GenerationId } from '@shared/generation'
import type { MessageHandlersOf } from '../ipc/handlers'
import type { Logger } from '../logging/logger'
import { Drops, type DropTarget } from './drops'
import { libraryClips } from './library-clips'

/** Creates what takes files that are dropped on the window. */
export function createDrops(deps: {
  readonly targets: readonly DropTarget[]
  /** The library folder. */
  readonly folder: { readonly root: string }
  readonly rows: { readonly generationOfFile: (fileName: string) => GenerationId | null }
  readonly isVideo: (path: string) => boolean
  /** Takes a video that is no file of the library. */
  readonly takeVideo: DropTarget['take']
  readonly emit: <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void
  readonly logger: Logger
}): {
  readonly dropMessages: MessageHandlersOf<'drop'>
  /** Takes files that came another way than by a drop on the window. */
  readonly takeFiles: (paths: readonly string[]) => void
} {
  const { emit, folder, isVideo, rows } = deps
  const clipAt = async (path: string): Promise<GenerationId | null> => {
    const root = await realpath(folder.root).catch(() => folder.root)
    return dirname(path) === root ? rows.generationOfFile(basename(path)) : null
  }
  const drops = new Drops({
    targets: [...deps.targets, libraryClips({ isVideo, clipAt, takeOther: deps.takeVideo })],
    emit: (answer) => emit('drop.answered', answer),
    logger: deps.logger.child('drops')
  })
  return {
    dropMessages: { 'drop.files': ({ paths, leftOut }) => void drops.take(paths, leftOut) },
    takeFiles: (paths) => void drops.take(paths, 0)
  }
}
