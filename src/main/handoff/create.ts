import type { GenerationId, VideoId } from '@shared/generation'
import type { Signal } from '../base/signal'
import type { Logger } from '../logging/logger'
import type { GenerationQueries } from '../generations/queries'
import { Handoff, type HandoffDeps } from './handoff'
import { handoffHandlers } from './handlers'

/** Creates the hand-off of clips to other programs. */
export function createHandoff({
  queries,
  rows,
  videoUsed,
  annotationCommands,
  ...deps
}: Omit<HandoffDeps, 'isInTrash' | 'savedBytes' | 'onUsed'> & {
  readonly queries: GenerationQueries
  readonly rows: {
    readonly isInTrash: (id: VideoId) => boolean
    readonly fileRecord: (id: VideoId) => { readonly bytes: number } | null
  }
  readonly videoUsed: Signal<VideoId>
  readonly annotationCommands: { noteHandedOff(ids: readonly GenerationId[]): void }
  readonly logger: Logger
}): ReturnType<typeof handoffHandlers> {
  const handoff = new Handoff({
    ...deps,
    isInTrash: rows.isInTrash,
    savedBytes: (id) => rows.fileRecord(id)?.bytes ?? null,
    onUsed: videoUsed.fire
  })
  // Later: a native drag begins in this turn.
  const noteHandedOff = (ids: readonly GenerationId[]): void =>
    void setImmediate(() => {
      try {
        annotationCommands.noteHandedOff(ids)
      } catch (error) {
        deps.logger.warn('Noting a hand-off failed', error)
      }
    })
  return handoffHandlers({ handoff, queries, noteHandedOff })
}
