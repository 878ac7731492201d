import type { AppState } from '@shared/app-state'
import type { CopyProgress, DragStarted } from '@shared/contract/file-calls'
import type { GenerationId, VideoId } from '@shared/generation'
import type { Problem } from '@shared/problem'
import type { Clock } from '../base/clock'
import type { Signal } from '../base/signal'
import type { GenerationQueries } from '../generations/queries'
import type { Logger } from '../logging/logger'
import { ClipFiles, type ClipFilesDeps } from './clip-files'
import { Copies, type CopiesDeps, type CopyDesktop } from './copies'
import { Handoff, type Desktop } from './handoff'
import { handoffHandlers } from './handlers'

/** Creates the hand-off of clips to other programs. */
export function createHandoff(
  deps: Pick<CopiesDeps, 'copyNames' | 'place' | 'sha256Of'> &
    Pick<ClipFilesDeps, 'isVideo' | 'whyFolderIsAway' | 'onMissing' | 'pathOf'> & {
      readonly desktop: Desktop & CopyDesktop
      readonly clock: Clock
      readonly logger: Logger
      /** System that the app runs on. */
      readonly name: AppState['platform']
      readonly queries: GenerationQueries
      readonly rows: Pick<ClipFilesDeps, 'clipFiles'>
      readonly posterPath: (id: VideoId) => string | null
      readonly videoUsed: Signal<VideoId>
      readonly annotationCommands: { noteHandedOff(ids: readonly GenerationId[]): void }
      readonly emit: {
        (event: 'handoff.dragStarted', started: DragStarted): void
        (event: 'handoff.dragRefused', problem: Problem): void
        (event: 'handoff.copyProgress', progress: CopyProgress): void
      }
    }
): ReturnType<typeof handoffHandlers> {
  const { queries, rows, videoUsed, annotationCommands, emit } = deps
  /** Runs later: a native drag begins in this turn. */
  const afterwards = (work: () => void): void =>
    void setImmediate(() => {
      try {
        work()
      } catch (error) {
        deps.logger.warn('Noting a hand-off failed', error)
      }
    })
  const files = new ClipFiles({
    ...deps,
    clipFiles: rows.clipFiles,
    onUsed: (id) => afterwards(() => videoUsed.fire(id))
  })
  const handoff = new Handoff({
    ...deps,
    files,
    blocksWhileDragging: deps.name !== 'darwin',
    onDragStarted: (started) => emit('handoff.dragStarted', started)
  })
  const copies = new Copies({
    ...deps,
    files,
    onProgress: (progress) => emit('handoff.copyProgress', progress),
    logger: deps.logger.child('copies')
  })
  return handoffHandlers({
    handoff,
    copies,
    queries,
    noteHandedOff: (ids) => afterwards(() => annotationCommands.noteHandedOff(ids)),
    onDragRefused: (problem) => emit('handoff.dragRefused', problem)
  })
}
