import type { VideoId } from '@shared/generation'
import type { Signal } from '../base/signal'
import type { GenerationQueries } from '../generations/queries'
import { Handoff, type HandoffDeps } from './handoff'
import { handoffHandlers } from './handlers'

/** Creates the hand-off of clips to other programs. */
export function createHandoff({
  queries,
  rows,
  videoUsed,
  ...deps
}: Omit<HandoffDeps, 'isInTrash' | 'savedBytes' | 'onUsed'> & {
  readonly queries: GenerationQueries
  readonly rows: {
    readonly isInTrash: (id: VideoId) => boolean
    readonly fileRecord: (id: VideoId) => { readonly bytes: number } | null
  }
  readonly videoUsed: Signal<VideoId>
}): ReturnType<typeof handoffHandlers> {
  const handoff = new Handoff({
    ...deps,
    isInTrash: rows.isInTrash,
    savedBytes: (id) => rows.fileRecord(id)?.bytes ?? null,
    onUsed: videoUsed.fire
  })
  return handoffHandlers({ handoff, queries })
}
